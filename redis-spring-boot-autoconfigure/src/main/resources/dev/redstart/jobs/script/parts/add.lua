-- New jobs. A job is a table of the fields of its hash, and of what decides where it goes: id (none:
-- the next number), due, first, children, deduplication.
local function store(q, id, job)
  local hash = {'name', job.name, 'data', job.data, 'opts', job.opts,
    'timestamp', job.timestamp, 'delay', job.delay, 'priority', job.priority}
  for _, name in ipairs({'parentKey', 'parent', 'rjk', 'deid'}) do
    if job[name] then
      hash[#hash + 1] = name
      hash[#hash + 1] = job[name]
    end
  end
  call('HSET', q .. ':' .. id, unpack(hash))
  emit(q, 'added', 'jobId', id, 'name', job.name)
  if job.children then
    call('ZADD', q .. ':waiting-children', job.timestamp, id)
    emit(q, 'waiting-children', 'jobId', id)
  elseif tonumber(job.delay) > 0 then
    delay(q, id, tonumber(job.timestamp) + tonumber(job.delay))
  else
    lineUp(q, id, tonumber(job.priority), job.first)
  end
end

-- Owner of the deduplication id that stays in place of the new job, or nothing.
local function keptInstead(q, id, job)
  local key, waiting = q .. ':de:' .. job.deid, q .. ':dn:' .. job.deid
  local owner = call('GET', key)
  if owner and call('EXISTS', q .. ':' .. owner) == 0 and call('PTTL', key) == -1 then
    owner = false
  end
  local ttl = not job.keepLast and job.ttl
  if not owner then
    if ttl then
      call('SET', key, id, 'PX', ttl)
    else
      call('SET', key, id)
    end
    return nil
  end
  local note = {'deduplicated', 'jobId', owner, 'deduplicationId', job.deid, 'deduplicatedJobId', id}
  if job.keepLast and call('LPOS', q .. ':active', owner) then
    call('DEL', waiting)
    call('HSET', waiting, 'name', job.name, 'data', job.data, 'opts', job.opts, 'jid', id)
    if job.parentKey then
      call('HSET', waiting, 'pk', job.parentKey, 'pd', job.parent, 'pdk', job.parentKey .. ':dependencies')
    end
    if job.rjk then
      call('HSET', waiting, 'rjk', job.rjk)
    end
    call('PERSIST', key)
  elseif job.replace then
    if call('ZREM', q .. ':delayed', owner) == 0 then
      return owner
    end
    discard(q, owner, true)
    if ttl and job.extend then
      call('SET', key, id, 'PX', ttl)
    else
      call('SET', key, id, 'KEEPTTL')
    end
    emit(q, 'removed', 'jobId', owner, 'prev', 'delayed')
    note[3], note[7] = id, owner
    owner = nil
  elseif job.reschedule and call('ZREM', q .. ':delayed', owner) == 1 then
    call('HSET', q .. ':' .. owner, 'delay', job.delay)
    delay(q, owner, now + tonumber(job.delay))
  elseif ttl and job.extend then
    call('PEXPIRE', key, ttl)
  end
  emit(q, unpack(note))
  if owner and layout(q) < 6 then
    emit(q, 'debounced', 'jobId', owner, 'debounceId', job.deid)
  end
  return owner
end

-- A job with this id is there: a flow may adopt it as a child.
local function adopt(q, id, job)
  local key = q .. ':' .. id
  if job.parentKey then
    local former = call('HGET', key, 'parentKey')
    if former and former ~= job.parentKey and call('EXISTS', former) == 1 then
      return -7
    end
    call('HSET', key, 'parentKey', job.parentKey, 'parent', job.parent)
    if call('ZSCORE', q .. ':completed', id) then
      call('HSET', job.parentKey .. ':processed', key, call('HGET', key, 'returnvalue') or 'null')
    else
      call('SADD', job.parentKey .. ':dependencies', key)
    end
  end
  emit(q, 'duplicated', 'jobId', id)
  return id
end

-- The job's id, or that of the one that is there instead, or an error's number.
local function add(q, job)
  if job.parentKey and call('EXISTS', job.parentKey) == 0 then
    return -5
  end
  introduce(q)
  local number = call('INCR', q .. ':id')
  local id = job.id or whole(number)
  if job.id and call('EXISTS', q .. ':' .. id) == 1 then
    return adopt(q, id, job)
  end
  local kept = job.deid and keptInstead(q, id, job)
  if kept then
    return kept
  end
  store(q, id, job)
  if job.parentKey then
    call('SADD', job.parentKey .. ':dependencies', q .. ':' .. id)
  end
  return id
end
