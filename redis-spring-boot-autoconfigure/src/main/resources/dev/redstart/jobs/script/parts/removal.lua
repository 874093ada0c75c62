-- Jobs go away, with all that belongs to them.
local function forget(q, id)
  local key = q .. ':' .. id
  call('DEL', key, key .. ':logs', key .. ':dependencies', key .. ':processed', key .. ':failed',
    key .. ':unsuccessful', key .. ':lock')
end

local function discard(q, id, alsoRelease)
  unlink(q, id, alsoRelease)
  forget(q, id)
end

-- Gives up the deduplication id, where this job owns it.
local function disown(q, id)
  local name = call('HGET', q .. ':' .. id, 'deid')
  if name and call('GET', q .. ':de:' .. name) == id then
    call('DEL', q .. ':de:' .. name, q .. ':dn:' .. name)
  end
end

-- The iteration that its scheduler waits for must stay.
local function isNextIteration(q, id)
  local scheduler = call('HGET', q .. ':' .. id, 'rjk')
  local score = scheduler and call('ZSCORE', q .. ':repeat', scheduler)
  return score and id == 'repeat:' .. scheduler .. ':' .. whole(tonumber(score))
end
