-- with: input queue family removal add fetch leave finish
-- A job has been completed or has failed for good: state, id, token, value (JSON or reason), stack,
-- attempts, what to keep (count, age, limit) and points of the metrics. Answers an error's number, or
-- what fetch does where that is wanted.
local id = a.id
local key = base .. ':' .. id
local completed = a.state == 'completed'
local code = mayLeave(base, id)
if code == 0 and completed then
  if call('SCARD', key .. ':dependencies') > 0 then
    code = -4
  elseif call('ZCARD', key .. ':unsuccessful') > 0 then
    code = -9
  end
end
if code == 0 then
  code = leave(base, id)
end
if code ~= 0 then
  return {code}
end
endDeduplication(base, id)
local made = call('HINCRBY', key, 'atm', 1)
local parent = parentOf(base, id)
if parent then
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
  call('HSET', key, completed and 'returnvalue' or 'failedReason', a.value, 'finishedOn', a.now)
  call('HDEL', key, 'defa')
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
