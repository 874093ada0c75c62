-- Schedulers: a set of the times of their next iterations, and a hash for each. Of each there is one job
-- that hasn't begun, "repeat:<scheduler>:<ms>".
local function iterationOf(scheduler, at)
  return 'repeat:' .. scheduler .. ':' .. whole(at)
end

-- Takes away the job that hasn't begun. True where there was one.
local function withdraw(q, scheduler)
  local at = call('ZSCORE', q .. ':repeat', scheduler)
  if not at then
    return false
  end
  local id = iterationOf(scheduler, tonumber(at))
  local gone = call('ZREM', q .. ':delayed', id) == 1 or call('ZREM', q .. ':prioritized', id) == 1
    or call('LREM', q .. ':wait', 1, id) == 1 or call('LREM', q .. ':paused', 1, id) == 1
  if gone then
    forget(q, id)
    emit(q, 'removed', 'jobId', id, 'prev', 'delayed')
  end
  return gone
end

-- Adds the job of the scheduler's next iteration.
local function addIteration(q, scheduler, at, job)
  local id = iterationOf(scheduler, at)
  introduce(q)
  call('ZADD', q .. ':repeat', whole(at), scheduler)
  call('INCR', q .. ':id')
  if call('EXISTS', q .. ':' .. id) == 1 then
    emit(q, 'duplicated', 'jobId', id)
  else
    store(q, id, {name = job.name, data = job.data, opts = job.opts, timestamp = a.now, rjk = scheduler,
      delay = whole(math.max((tonumber(job.due) or at) - now, 0)), priority = job.priority, first = job.first})
  end
  return id
end
