-- with: input queue family
-- Up to 1000 jobs of a state (failed, completed or delayed) run again or now. Answers how many.
local set = base .. ':' .. a.state
local limit = a.state == 'delayed' and '+inf' or a.now
local ids = call('ZRANGEBYSCORE', set, '-inf', limit, 'LIMIT', 0, 1000)
for _, id in ipairs(ids) do
  local key = base .. ':' .. id
  if a.state == 'delayed' then
    call('HSET', key, 'delay', '0')
  else
    call('HDEL', key, 'finishedOn', 'processedOn', 'failedReason', 'returnvalue')
    relink(base, id)
  end
  line(base, id, priorityOf(base, id), false)
  emit(base, 'waiting', 'jobId', id, 'prev', a.state)
end
if #ids > 0 then
  call('ZREM', set, unpack(ids))
  wake(base)
end
return {#ids}
