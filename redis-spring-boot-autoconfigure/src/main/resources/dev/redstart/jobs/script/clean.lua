-- with: input queue family removal
-- Removes at most limit jobs of a state that have been there since a time (before). Answers their ids.
local before, limit = tonumber(a.before), tonumber(a.limit)
local key = base .. ':' .. a.state
local gone = {}

local function tooYoung(id)
  local v = call('HMGET', base .. ':' .. id, 'finishedOn', 'processedOn', 'timestamp')
  return (tonumber(v[1] or v[2] or v[3]) or 0) > before
end

local function remove(ids, from)
  for _, id in ipairs(ids) do
    if #gone >= limit then
      return
    end
    local held = call('EXISTS', base .. ':' .. id .. ':lock') == 1
    if not held and not tooYoung(id) and not isNextIteration(base, id) then
      from(id)
      disown(base, id)
      discard(base, id, true)
      gone[#gone + 1] = id
    end
  end
end

if a.state == 'completed' or a.state == 'failed' then
  remove(call('ZRANGEBYSCORE', key, '-inf', whole(before), 'LIMIT', 0, limit), function(id) call('ZREM', key, id) end)
elseif a.state == 'wait' or a.state == 'paused' or a.state == 'active' then
  local ids = call('LRANGE', key, 0, -1)
  local oldest = {}
  for i = #ids, 1, -1 do
    oldest[#oldest + 1] = ids[i]
  end
  remove(oldest, function(id) call('LREM', key, -1, id) end)
else
  remove(call('ZRANGE', key, 0, -1), function(id) call('ZREM', key, id) end)
end
emit(base, 'cleaned', 'count', whole(#gone))
return gone
