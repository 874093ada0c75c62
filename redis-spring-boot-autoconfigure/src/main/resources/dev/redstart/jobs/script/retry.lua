-- with: input queue family
-- A finished job runs again; reset also forgets how often it was tried.
local id = a.id
local key = base .. ':' .. id
if call('EXISTS', key) == 0 then
  return {-1}
end
if call('ZREM', base .. ':' .. a.state, id) == 0 then
  return {-3}
end
call('HDEL', key, 'finishedOn', 'processedOn', 'failedReason', 'returnvalue')
if a.reset then
  call('HDEL', key, 'atm', 'ats')
end
relink(base, id)
lineUp(base, id, priorityOf(base, id), a.first, 'prev', a.state)
return {0}
