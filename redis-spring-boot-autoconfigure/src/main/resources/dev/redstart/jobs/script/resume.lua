-- with: input queue
-- Jobs are taken again; those of the list "paused" come before what was added to "wait" meanwhile.
local wait, paused = base .. ':wait', base .. ':paused'
call('HDEL', base .. ':meta', 'paused')
if call('EXISTS', wait) == 0 then
  if call('EXISTS', paused) == 1 then
    call('RENAME', paused, wait)
  end
else
  inSteps(0, call('LLEN', paused) - 1, function(first, last)
    call('RPUSH', wait, unpack(call('LRANGE', paused, first, last)))
  end)
  call('DEL', paused)
end
wakeAgain(base)
emit(base, 'resumed')
return {0}
