-- with: input queue family removal add scheduler
-- An iteration of a scheduler begins: the next one is added, unless the scheduler has been changed or
-- removed meanwhile. Answers the next one's id, or nothing. Repeatable jobs, of which there were some
-- before schedulers, are not counted.
local scheduler = a.scheduler
local key = base .. ':repeat:' .. scheduler
local current = call('ZSCORE', base .. ':repeat', scheduler)
if not current or iterationOf(scheduler, tonumber(current)) ~= a.id
  or (call('HEXISTS', key, 'ic') == 0) ~= (a.repeatable ~= nil) then
  return {}
end
if not a.repeatable then
  call('HINCRBY', key, 'ic', 1)
end
local id = addIteration(base, scheduler, tonumber(a.next), input[2])
if layout(base) < 6 and not a.repeatable then
  call('HSET', base .. ':' .. a.id, 'nrjid', id)
end
return {id}
