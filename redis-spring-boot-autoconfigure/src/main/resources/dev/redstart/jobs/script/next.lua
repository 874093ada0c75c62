-- with: input queue family removal add scheduler
-- An iteration of a scheduler begins: the next one is added, unless the scheduler has been changed or
-- removed meanwhile. Answers the next one's id, or nothing.
local scheduler = a.scheduler
local key = base .. ':repeat:' .. scheduler
local current = call('ZSCORE', base .. ':repeat', scheduler)
if not current or iterationOf(scheduler, tonumber(current)) ~= a.id or call('HEXISTS', key, 'ic') == 0 then
  return {}
end
call('HINCRBY', key, 'ic', 1)
local id = addIteration(base, scheduler, tonumber(a.next), input[2])
if layout(base) < 6 then
  call('HSET', base .. ':' .. a.id, 'nrjid', id)
end
return {id}
