-- with: input queue family removal
-- Removes a paused queue with all that is in it, up to 1000 jobs at a time. Answers 1 while there are
-- more, 0 at the end, -1 where the queue isn't paused, -2 where jobs are active and it isn't forced.
if not settingsOf(base).paused then
  return {-1}
end
if not a.force and call('LLEN', base .. ':active') > 0 then
  return {-2}
end
local left = 1000

local function remove(ids)
  for _, id in ipairs(ids) do
    disown(base, id)
    discard(base, id, true)
  end
  left = left - #ids
  return #ids
end

for _, name in ipairs({'active', 'wait', 'paused'}) do
  if left > 0 then
    local list = base .. ':' .. name
    call('LTRIM', list, remove(call('LRANGE', list, 0, left - 1)), -1)
  end
end
for _, name in ipairs({'prioritized', 'delayed', 'waiting-children', 'completed', 'failed'}) do
  if left > 0 then
    local set = base .. ':' .. name
    local count = remove(call('ZRANGE', set, 0, left - 1))
    if count > 0 then
      call('ZREMRANGEBYRANK', set, 0, count - 1)
    end
  end
end
if left == 0 then
  return {1}
end
for _, scheduler in ipairs(call('ZRANGE', base .. ':repeat', 0, -1)) do
  call('DEL', base .. ':repeat:' .. scheduler)
end
for _, name in ipairs({'meta', 'id', 'pc', 'stalled', 'stalled-check', 'limiter', 'marker', 'events', 'repeat',
  'metrics:completed', 'metrics:failed', 'metrics:completed:data', 'metrics:failed:data'}) do
  call('DEL', base .. ':' .. name)
end
return {0}
