-- A worker takes the next job. It says its token, how long its lock is to last (lock), and, if it has
-- them, its name (worker) and its own limit (max, duration).

-- Milliseconds until the limit permits another job.
local function limited(q, max)
  if max and max <= (tonumber(call('GET', q .. ':limiter')) or 0) then
    local ttl = call('PTTL', q .. ':limiter')
    if ttl > 0 then
      return ttl
    end
    if ttl == 0 then
      call('DEL', q .. ':limiter')
    end
  end
  return 0
end

local function countForLimit(q, max, duration)
  if max and duration and call('INCR', q .. ':limiter') == 1 then
    call('PEXPIRE', q .. ':limiter', whole(duration))
  end
end

local function take(q)
  local id = call('RPOPLPUSH', q .. ':wait', q .. ':active')
  if id then
    return id
  end
  local first = call('ZPOPMIN', q .. ':prioritized')
  if first[1] then
    call('LPUSH', q .. ':active', first[1])
  else
    call('DEL', q .. ':pc')
  end
  return first[1]
end

local function activate(q, id, job, before)
  local key = q .. ':' .. id
  call('SET', key .. ':lock', a.token, 'PX', a.lock)
  emit(q, 'active', 'jobId', id, 'prev', 'waiting')
  local changed = {'processedOn', a.now, 'ats', whole((tonumber(before) or 0) + 1)}
  if a.worker then
    changed[5], changed[6] = 'pb', a.worker
  end
  call('HSET', key, unpack(changed))
  call('ZADD', q .. ':marker', 0, '0')
  for i = 1, #changed do
    job[#job + 1] = changed[i]
  end
  return {'job', id, job}
end

-- {'job', id, hash}, {'limited', ms} or {'none', when the first delayed job is due, or -1}.
local function fetch(q)
  promoteDue(q)
  local s = settingsOf(q)
  local max, duration = s.max or tonumber(a.max), tonumber(a.duration) or s.duration
  local wait = limited(q, max)
  if wait > 0 then
    return {'limited', wait}
  end
  if s.paused or maxed(q) then
    return {'none', -1}
  end
  local id = take(q)
  while id do
    local job = call('HGETALL', q .. ':' .. id)
    if #job > 0 then
      local fields = fieldsOf(job)
      if not fields.defa then
        countForLimit(q, max, duration)
      end
      return activate(q, id, job, fields.ats)
    end
    call('LREM', q .. ':active', 1, id)
    id = take(q)
  end
  return {'none', firstDue(q) or -1}
end
