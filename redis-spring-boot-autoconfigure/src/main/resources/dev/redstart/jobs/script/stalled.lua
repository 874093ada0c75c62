-- with: input queue
-- Lines up jobs whose worker is gone; one worker does so in each interval. Answers their ids.
if not call('SET', base .. ':stalled-check', a.now, 'PX', a.interval, 'NX') then
  return {}
end
call('XTRIM', base .. ':events', 'MAXLEN', '~', settingsOf(base).events or 10000)
local lost = {}
for _, id in ipairs(call('SMEMBERS', base .. ':stalled')) do
  local key = base .. ':' .. id
  if call('EXISTS', key .. ':lock') == 0 and call('LREM', base .. ':active', 1, id) == 1
    and call('EXISTS', key) == 1 then
    local times = call('HINCRBY', key, 'stc', 1)
    local scheduler = call('HGET', key, 'rjk')
    local recurs = scheduler and call('ZSCORE', base .. ':repeat', scheduler)
    if times > tonumber(a.most) and not recurs then
      call('HSET', key, 'defa', 'job stalled more than allowable limit')
    end
    lineUp(base, id, 0, true, 'prev', 'active')
    emit(base, 'stalled', 'jobId', id)
    lost[#lost + 1] = id
  end
end
call('DEL', base .. ':stalled')
local active = call('LRANGE', base .. ':active', 0, -1)
inSteps(1, #active, function(first, last)
  call('SADD', base .. ':stalled', unpack(active, first, last))
end)
return lost
