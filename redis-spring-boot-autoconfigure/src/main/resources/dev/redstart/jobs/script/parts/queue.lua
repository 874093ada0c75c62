-- What a queue's settings say, the way into its lists and sets, and the marker that wakes workers.
local settings = {}

local function settingsOf(q)
  local s = settings[q]
  if not s then
    local v = call('HMGET', q .. ':meta',
      'paused', 'concurrency', 'max', 'duration', 'version', 'opts.maxLenEvents')
    s = {
      paused = v[1] and true or false,
      concurrency = tonumber(v[2]),
      max = tonumber(v[3]),
      duration = tonumber(v[4]),
      version = v[5],
      events = tonumber(v[6]),
    }
    settings[q] = s
  end
  return s
end

-- The release of BullMQ whose layout holds while the queue is paused.
local function layout(q)
  if a.layout then
    return tonumber(a.layout)
  end
  local version = settingsOf(q).version
  return version and tonumber(string.match(version, '^bullmq:(%d+)')) or 5
end

local function emit(q, event, ...)
  call('XADD', q .. ':events', 'MAXLEN', '~', settingsOf(q).events or 10000, '*', 'event', event, ...)
end

-- A queue that is written to for the first time says what it is.
local function introduce(q)
  local s = settingsOf(q)
  if not s.events then
    s.events = 10000
    call('HSET', q .. ':meta', 'opts.maxLenEvents', '10000')
  end
  if not s.version then
    s.version = a.version or 'bullmq:5.81.5'
    call('HSET', q .. ':meta', 'version', s.version)
  end
end

-- The list of jobs that may run. Of a paused queue both are brought back by every release's resume
-- where "paused" is written, so that is chosen in doubt.
local function listOf(q)
  local s = settingsOf(q)
  if not s.list then
    s.list = ':wait'
    if s.paused and (layout(q) < 6 or call('EXISTS', q .. ':paused') == 1) then
      s.list = ':paused'
    end
  end
  return q .. s.list
end

local function maxed(q)
  local most = settingsOf(q).concurrency
  return most and call('LLEN', q .. ':active') >= most
end

local function wake(q)
  if not settingsOf(q).paused and not maxed(q) then
    call('ZADD', q .. ':marker', 0, '0')
  end
end

-- When the first delayed job is due.
local function firstDue(q)
  local first = call('ZRANGE', q .. ':delayed', 0, 0, 'WITHSCORES')
  return first[2] and math.floor(tonumber(first[2]) / 4096)
end

local function wakeAtFirstDue(q)
  local due = firstDue(q)
  if due then
    call('ZADD', q .. ':marker', whole(due), '1')
  end
end

local function wakeIfJobsWait(q)
  if call('LLEN', q .. ':wait') > 0 or call('ZCARD', q .. ':prioritized') > 0 then
    wake(q)
    return true
  end
end

-- Whoever waits is to look at what is there, now or when it is due.
local function wakeAgain(q)
  if not wakeIfJobsWait(q) then
    wakeAtFirstDue(q)
  end
end

-- Low 12 bits of the score keep jobs of one millisecond in their order.
local function delay(q, id, due)
  local low, high = due * 4096, due * 4096 + 4095
  local last = call('ZREVRANGEBYSCORE', q .. ':delayed', whole(high), whole(low), 'WITHSCORES', 'LIMIT', 0, 1)
  local score = last[2] and math.min(tonumber(last[2]) + 1, high) or low
  call('ZADD', q .. ':delayed', whole(score), id)
  emit(q, 'delayed', 'jobId', id, 'delay', whole(due))
  wakeAtFirstDue(q)
end

-- Higher 32 bits are the priority, lower ones the order within it.
local function prioritize(q, id, priority, first)
  local place = 0
  if not first then
    place = call('INCR', q .. ':pc') % 0x100000000
  end
  call('ZADD', q .. ':prioritized', whole(priority * 0x100000000 + place), id)
end

-- first: before the others that wait.
local function line(q, id, priority, first)
  if priority > 0 then
    prioritize(q, id, priority, first)
  else
    call(first and 'RPUSH' or 'LPUSH', listOf(q), id)
  end
end

local function lineUp(q, id, priority, first, ...)
  line(q, id, priority, first)
  wake(q)
  emit(q, 'waiting', 'jobId', id, ...)
end

local function priorityOf(q, id)
  return tonumber(call('HGET', q .. ':' .. id, 'priority')) or 0
end

-- Lines up what is due, 1000 jobs at most.
local function promoteDue(q)
  local set = q .. ':delayed'
  local ids = call('ZRANGEBYSCORE', set, '-inf', whole((now + 1) * 4096 - 1), 'LIMIT', 0, 1000)
  if #ids == 0 then
    return
  end
  call('ZREM', set, unpack(ids))
  for _, id in ipairs(ids) do
    line(q, id, priorityOf(q, id), false)
    emit(q, 'waiting', 'jobId', id, 'prev', 'delayed')
    call('HSET', q .. ':' .. id, 'delay', '0')
  end
  wake(q)
end
