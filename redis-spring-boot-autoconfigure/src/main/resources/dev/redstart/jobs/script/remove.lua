-- with: input queue family removal state
-- Removes a job, and its children where that is wanted; none at all where a worker holds one of them.
-- Answers 1, 0 where one is held, or an error's number.
local function childrenOf(key)
  local found = call('SMEMBERS', key .. ':dependencies')
  for _, list in ipairs({call('HKEYS', key .. ':processed'), call('HKEYS', key .. ':failed'),
    call('ZRANGE', key .. ':unsuccessful', 0, -1)}) do
    for _, child in ipairs(list) do
      found[#found + 1] = child
    end
  end
  return found
end

local doomed, seen = {}, {}
local function collect(q, id)
  local key = q .. ':' .. id
  if seen[key] then
    return true
  end
  seen[key] = true
  if call('EXISTS', key .. ':lock') == 1 then
    return false
  end
  if a.children then
    for _, child in ipairs(childrenOf(key)) do
      local queue, childId = split(child)
      if not collect(queue, childId) then
        return false
      end
    end
  end
  doomed[#doomed + 1] = {q, id}
  return true
end

if isNextIteration(base, a.id) then
  return {-8}
end
if not collect(base, a.id) then
  return {0}
end
for i = #doomed, 1, -1 do
  local q, id = doomed[i][1], doomed[i][2]
  if call('EXISTS', q .. ':' .. id) == 1 then
    local place = placeOf(q, id)
    if place then
      takeFrom(q, place, id)
    end
    disown(q, id)
    discard(q, id, true)
    emit(q, 'removed', 'jobId', id, 'prev', place or 'unknown')
  end
end
return {1}
