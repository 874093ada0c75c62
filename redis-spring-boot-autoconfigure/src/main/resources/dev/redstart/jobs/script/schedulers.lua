-- with: input
-- The schedulers from first to last by the times of their next iterations: id, time and hash of each;
-- or only the one that is named.
local ids = a.scheduler and {a.scheduler, call('ZSCORE', base .. ':repeat', a.scheduler) or ''}
  or call('ZRANGE', base .. ':repeat', a.first, a.last, 'WITHSCORES')
local found = {}
for i = 1, #ids, 2 do
  local hash = call('HGETALL', base .. ':repeat:' .. ids[i])
  if #hash > 0 then
    found[#found + 1] = {ids[i], ids[i + 1] ~= '' and whole(tonumber(ids[i + 1])) or '', hash}
  end
end
return found
