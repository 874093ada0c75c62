-- Parents and children: what the end of a child means for its parent, and so on upwards.

-- The parent's queue and id, and what is to happen when this child fails.
local function parentOf(q, id)
  local text = call('HGET', q .. ':' .. id, 'parent')
  return text and cjson.decode(text)
end

local function lineUpParent(q, id, prev)
  local v = call('HMGET', q .. ':' .. id, 'delay', 'priority')
  local wait, priority = tonumber(v[1]) or 0, tonumber(v[2]) or 0
  if wait > 0 and prev == 'waiting-children' then
    delay(q, id, now + wait)
  else
    lineUp(q, id, priority, priority == 0, 'prev', prev)
  end
end

local function release(q, id)
  if call('ZREM', q .. ':waiting-children', id) == 1 then
    lineUpParent(q, id, 'waiting-children')
  end
end

local function releaseIfChildless(q, id)
  if call('SCARD', q .. ':' .. id .. ':dependencies') == 0 then
    release(q, id)
  end
end

local function childCompleted(parent, child, value)
  local q, id = parent.queueKey, parent.id
  local key = q .. ':' .. id
  if call('SREM', key .. ':dependencies', child) == 1 then
    call('HSET', key .. ':processed', child, value)
    releaseIfChildless(q, id)
  end
end

local function failWithChild(q, id, child)
  local key = q .. ':' .. id
  if call('EXISTS', key) == 0 or call('ZSCORE', q .. ':completed', id) or call('ZSCORE', q .. ':failed', id) then
    return
  end
  call('HSET', key, 'defa', 'child ' .. child .. ' failed')
  if call('ZREM', q .. ':waiting-children', id) == 1 then
    call('HSET', key, 'delay', '0')
    lineUpParent(q, id, 'waiting-children')
  elseif call('ZREM', q .. ':delayed', id) == 1 then
    call('HSET', key, 'delay', '0')
    lineUpParent(q, id, 'delayed')
  end
end

local function childFailed(parent, child, reason)
  local q, id = parent.queueKey, parent.id
  local key = q .. ':' .. id
  if not (parent.fpof or parent.cpof or parent.idof or parent.rdof) then
    return
  end
  if call('SREM', key .. ':dependencies', child) == 0 then
    return
  end
  if parent.fpof then
    call('ZADD', key .. ':unsuccessful', whole(now), child)
    failWithChild(q, id, child)
  elseif parent.cpof then
    call('HSET', key .. ':failed', child, reason)
    release(q, id)
  else
    if parent.idof then
      call('HSET', key .. ':failed', child, reason)
    end
    releaseIfChildless(q, id)
  end
end

-- A child goes away: its parent waits for it no longer.
local function unlink(q, id, alsoRelease)
  local parent = parentOf(q, id)
  if parent then
    local removed = call('SREM', parent.queueKey .. ':' .. parent.id .. ':dependencies', q .. ':' .. id)
    if removed == 1 and alsoRelease then
      releaseIfChildless(parent.queueKey, parent.id)
    end
  end
end

-- A finished child runs again: its parent waits for it again.
local function relink(q, id)
  local parent = parentOf(q, id)
  if parent then
    local key, child = parent.queueKey .. ':' .. parent.id, q .. ':' .. id
    if call('EXISTS', key) == 1 then
      call('SADD', key .. ':dependencies', child)
      call('HDEL', key .. ':processed', child)
      call('HDEL', key .. ':failed', child)
      call('ZREM', key .. ':unsuccessful', child)
    end
  end
end

-- Queue and id in the key of a job, whose prefix is that of this script's queue.
local function split(key)
  local prefix = string.match(base, '^(.*):[^:]*$')
  local queue, id = string.match(string.sub(key, #prefix + 2), '^([^:]*):(.*)$')
  return prefix .. ':' .. queue, id
end
