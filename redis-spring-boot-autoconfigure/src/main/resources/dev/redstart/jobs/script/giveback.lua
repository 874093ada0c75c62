-- with: input queue fetch leave
-- A job that a worker holds is to run again: id, token, to (wait, delayed or waiting-children), delay,
-- first, and after an error counts, reason and stack. Answers an error's number, 'childless' where no
-- child is left to wait for, or what fetch does where that is wanted.
local id = a.id
local key = base .. ':' .. id
local code, job = mayLeave(base, id)
if code == 0 and a.to == 'waiting-children' then
  if call('ZCARD', key .. ':unsuccessful') > 0 then
    code = -9
  elseif call('SCARD', key .. ':dependencies') == 0 then
    return {'childless'}
  end
end
if code == 0 then
  code = leave(base, id)
end
if code ~= 0 then
  return {code}
end
if a.counts then
  call('HSET', key, 'atm', whole(job.made + 1))
end
if a.reason then
  call('HSET', key, 'failedReason', a.reason)
end
if a.stack then
  call('HSET', key, 'stacktrace', a.stack)
end
if a.to == 'waiting-children' then
  call('ZADD', base .. ':waiting-children', a.now, id)
  emit(base, 'waiting-children', 'jobId', id, 'prev', 'active')
elseif a.to == 'delayed' then
  call('HSET', key, 'delay', a.delay)
  delay(base, id, now + tonumber(a.delay))
else
  promoteDue(base)
  lineUp(base, id, priorityOf(base, id), a.first, 'prev', 'active')
end
return afterwards(base)
