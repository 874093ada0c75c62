-- with: input queue family removal
-- Removes up to 1000 of the jobs that wait, of those with a delay too where that is wanted, but not what
-- a scheduler waits for. Answers how many.
local gone = 0

local function remove(ids, from)
  for _, id in ipairs(ids) do
    if gone < 1000 and not isNextIteration(base, id) then
      from(id)
      disown(base, id)
      discard(base, id, true)
      gone = gone + 1
    end
  end
end

-- Each scheduler has one job at most that stays.
local most = 1000 + call('ZCARD', base .. ':repeat')
for _, name in ipairs({'wait', 'paused'}) do
  local list = base .. ':' .. name
  remove(call('LRANGE', list, -most, -1), function(id) call('LREM', list, -1, id) end)
end
local sets = {'prioritized'}
if a.delayed then
  sets[2] = 'delayed'
end
for _, name in ipairs(sets) do
  local set = base .. ':' .. name
  remove(call('ZRANGE', set, 0, most - 1), function(id) call('ZREM', set, id) end)
end
return {gone}
