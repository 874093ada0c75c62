-- A worker gives back a job that it holds. Nothing is changed where it doesn't: the answer is then the
-- number of the error.
local leaving = {'name', 'atm', 'deid', 'parent', 'defa'}

-- 0, and what is known of the job.
local function mayLeave(q, id)
  local key = q .. ':' .. id
  local v = call('HMGET', key, unpack(leaving))
  if not v[1] and call('EXISTS', key) == 0 then
    return -1
  end
  if a.token ~= '0' then
    local lock = call('GET', key .. ':lock')
    if not lock then
      return -2
    end
    if lock ~= a.token then
      return -6
    end
  end
  return 0, {made = tonumber(v[2]) or 0, deid = v[3], parent = v[4], defa = v[5]}
end

local function leave(q, id)
  if call('LREM', q .. ':active', -1, id) == 0 then
    return -3
  end
  if a.token ~= '0' then
    call('DEL', q .. ':' .. id .. ':lock')
    call('SREM', q .. ':stalled', id)
  end
  return 0
end

-- What comes after: the next job, where the worker wants one.
local function afterwards(q)
  if a.fetch then
    local nextJob = fetch(q)
    if nextJob[1] ~= 'none' then
      return nextJob
    end
    if call('LLEN', q .. ':wait') == 0 and call('LLEN', q .. ':active') == 0
      and call('ZCARD', q .. ':prioritized') == 0 then
      emit(q, 'drained')
    end
    return nextJob
  end
  wakeIfJobsWait(q)
  return {'none', -1}
end
