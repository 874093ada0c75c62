-- The end of a job: what is kept of it, and who waited for its end.

-- Forgets those that finished before the age in seconds, and all but the count latest ones, at most
-- limit of each.
local function prune(q, set, count, age, limit)
  local ids = {}
  if age then
    ids = call('ZREVRANGEBYSCORE', set, whole(now - age * 1000), '-inf', 'LIMIT', 0, limit)
  end
  if count then
    local tooMany = math.min(call('ZCARD', set) - count, limit)
    if tooMany > 0 then
      for _, id in ipairs(call('ZRANGE', set, 0, tooMany - 1)) do
        ids[#ids + 1] = id
      end
    end
  end
  for _, id in ipairs(ids) do
    if call('ZREM', set, id) == 1 then
      discard(q, id, false)
    end
  end
end

-- The deduplication id is free, or belongs to the job that was kept for this moment.
local function endDeduplication(q, id, name)
  local key = q .. ':de:' .. name
  if call('GET', key) ~= id then
    return
  end
  local waiting = q .. ':dn:' .. name
  local kept = fieldsOf(call('HGETALL', waiting))
  if not kept.name then
    if call('PTTL', key) == -1 then
      call('DEL', key)
    end
    return
  end
  local opts = cjson.decode(kept.opts)
  local number = call('INCR', q .. ':id')
  local successor = kept.jid or whole(number)
  call('DEL', waiting)
  call('SET', key, successor)
  store(q, successor, {name = kept.name, data = kept.data, opts = kept.opts, timestamp = a.now,
    delay = whole(tonumber(opts.delay) or 0), priority = whole(tonumber(opts.priority) or 0),
    first = opts.lifo, parentKey = kept.pk, parent = kept.pd, rjk = kept.rjk, deid = name})
  if kept.pdk then
    call('SADD', kept.pdk, q .. ':' .. successor)
  end
end

-- How many finished in each minute, the latest first.
local function measure(q, name, points)
  local key = q .. ':metrics:' .. name
  local before = call('HINCRBY', key, 'count', 1) - 1
  local v = call('HMGET', key, 'prevTS', 'prevCount')
  if not v[1] then
    call('HSET', key, 'prevTS', a.now, 'prevCount', '0')
    return
  end
  local minutes = math.min(math.floor(now / 60000) - math.floor(tonumber(v[1]) / 60000), points)
  if minutes > 0 then
    call('LPUSH', key .. ':data', whole(before - (tonumber(v[2]) or 0)))
    for _ = 2, minutes do
      call('LPUSH', key .. ':data', '0')
    end
    call('LTRIM', key .. ':data', 0, points - 1)
    call('HSET', key, 'prevCount', whole(before), 'prevTS', a.now)
  end
end
