-- with: input queue
-- Changes what is said of a job: delay, priority (first: before the others of that priority), data,
-- progress.
local id = a.id
local key = base .. ':' .. id
if call('EXISTS', key) == 0 then
  return {-1}
end
if a.delay then
  if call('ZREM', base .. ':delayed', id) == 0 then
    return {-3}
  end
  call('HSET', key, 'delay', a.delay)
  delay(base, id, now + tonumber(a.delay))
end
if a.priority then
  local waits = call('ZREM', base .. ':prioritized', id) == 1
    or call('LREM', base .. ':wait', 1, id) == 1
    or call('LREM', base .. ':paused', 1, id) == 1
  if waits then
    line(base, id, tonumber(a.priority), a.first)
    wake(base)
  end
  call('HSET', key, 'priority', a.priority)
end
if a.data then
  call('HSET', key, 'data', a.data)
end
if a.progress then
  call('HSET', key, 'progress', a.progress)
  emit(base, 'progress', 'jobId', id, 'data', a.progress)
end
return {0}
