-- with: input
-- Ids and hashes of the jobs of a state, from first to last: oldest first (ascending) or latest first.
local first, last = tonumber(a.first), tonumber(a.last)

-- Lists have the latest job at their left.
local function lists(...)
  local ids, skipped = {}, 0
  for _, name in ipairs({...}) do
    local key = base .. ':' .. name
    local length = call('LLEN', key)
    local from, to = first - skipped, math.min(last - skipped, length - 1)
    if to >= math.max(from, 0) then
      from = math.max(from, 0)
      local part = a.ascending and call('LRANGE', key, -to - 1, -from - 1) or call('LRANGE', key, from, to)
      for i = 1, #part do
        ids[#ids + 1] = part[a.ascending and #part + 1 - i or i]
      end
    end
    skipped = skipped + length
  end
  return ids
end

local function ids()
  if a.state == 'active' then
    return lists('active')
  elseif a.state == 'waiting' then
    return a.ascending and lists('paused', 'wait') or lists('wait', 'paused')
  end
  return call(a.ascending and 'ZRANGE' or 'ZREVRANGE', base .. ':' .. a.state, first, last)
end

local page = {}
for _, id in ipairs(ids()) do
  page[#page + 1] = {id, call('HGETALL', base .. ':' .. id)}
end
return page
