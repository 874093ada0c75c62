-- Where a job is: the name of a list or set, or nothing.
local function placeOf(q, id)
  for _, set in ipairs({'completed', 'failed', 'delayed', 'prioritized', 'waiting-children'}) do
    if call('ZSCORE', q .. ':' .. set, id) then
      return set
    end
  end
  for _, list in ipairs({'active', 'wait', 'paused'}) do
    if call('LPOS', q .. ':' .. list, id) then
      return list
    end
  end
end

local function takeFrom(q, place, id)
  if place == 'active' or place == 'wait' or place == 'paused' then
    return call('LREM', q .. ':' .. place, 1, id)
  end
  return call('ZREM', q .. ':' .. place, id)
end
