-- with: input queue family removal add scheduler
-- Makes a scheduler or changes it: the second table is its hash, the third one its next job, due at next.
-- Answers the job's id, or an error's number: -3 where the scheduler's time is no longer the one that was
-- read (former), -10 where there is a job in the next one's place.
local scheduler, at = a.scheduler, tonumber(a.next)
local key = base .. ':repeat:' .. scheduler
local former = call('ZSCORE', base .. ':repeat', scheduler)
if (former and whole(tonumber(former)) or '') ~= a.former then
  return {-3}
end
local id = iterationOf(scheduler, at)
local replaces = former and tonumber(former) == at
if replaces then
  withdraw(base, scheduler)
end
if call('EXISTS', base .. ':' .. id) == 1 then
  return {-10}
end
if not replaces then
  withdraw(base, scheduler)
end
local count = call('HGET', key, 'ic') or '1'
call('DEL', key)
for name, value in pairs(input[2]) do
  call('HSET', key, name, value)
end
call('HSET', key, 'ic', count)
return {addIteration(base, scheduler, at, input[3])}
