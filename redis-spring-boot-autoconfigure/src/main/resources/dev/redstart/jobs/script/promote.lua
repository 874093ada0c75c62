-- with: input queue
-- A delayed job is due now.
local id = a.id
if call('EXISTS', base .. ':' .. id) == 0 then
  return {-1}
end
if call('ZREM', base .. ':delayed', id) == 0 then
  return {-3}
end
call('HSET', base .. ':' .. id, 'delay', '0')
lineUp(base, id, priorityOf(base, id), false, 'prev', 'delayed')
return {0}
