-- with: input queue
-- No more jobs are taken. Those that wait go to the list "paused", where workers of BullMQ 5 look.
local wait, paused = base .. ':wait', base .. ':paused'
introduce(base)
call('HSET', base .. ':meta', 'paused', '1')
if layout(base) < 6 and call('EXISTS', wait) == 1 then
  if call('EXISTS', paused) == 0 then
    call('RENAME', wait, paused)
  else
    while call('RPOPLPUSH', wait, paused) do end
  end
end
call('DEL', base .. ':marker')
emit(base, 'paused')
return {0}
