-- with: input queue family removal add fetch leave finish
-- A job has been completed or has failed for good: state, id, token, value (JSON or reason), stack,
-- attempts, what to keep (count, age, limit) and points of the metrics. Answers an error's number, or
-- what fetch does where that is wanted.
local id = a.id
local key = base .. ':' .. id
local completed = a.state == 'completed'
local code, job = mayLeave(base, id)
if code == 0 and completed and call('EXISTS', key .. ':dependencies', key .. ':unsuccessful') > 0 then
  code = call('SCARD', key .. ':dependencies') > 0 and -4 or -9
end
if code == 0 then
  code = leave(base, id)
end
if code ~= 0 then
  return {code}
end
if job.deid then
  endDeduplication(base, id, job.deid)
end
local made = job.made + 1
if job.parent then
  local parent = cjson.decode(job.parent)
  if completed then
    childCompleted(parent, key, a.value)
  else
    childFailed(parent, key, a.value)
  end
end
local count = tonumber(a.count)
if count == 0 then
  forget(base, id)
else
  local set = base .. ':' .. a.state
  call('ZADD', set, a.now, id)
  call('HSET', key, completed and 'returnvalue' or 'failedReason', a.value, 'finishedOn', a.now,
    'atm', whole(made))
  if job.defa then
    call('HDEL', key, 'defa')
  end
  if a.stack then
    call('HSET', key, 'stacktrace', a.stack)
  end
  if count or a.age then
    prune(base, set, count, tonumber(a.age), tonumber(a.limit) or 1000)
  end
end
if completed then
  emit(base, 'completed', 'jobId', id, 'returnvalue', a.value, 'prev', 'active')
else
  emit(base, 'failed', 'jobId', id, 'failedReason', a.value, 'prev', 'active')
  if made >= tonumber(a.attempts) then
    emit(base, 'retries-exhausted', 'jobId', id, 'attemptsMade', whole(made))
  end
end
if a.points then
  measure(base, a.state, tonumber(a.points))
end
return afterwards(base)
