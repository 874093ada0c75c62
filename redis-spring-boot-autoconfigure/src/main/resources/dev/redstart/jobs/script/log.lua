-- with: input
-- Adds a line to a job's log, of which the latest are kept. Answers how many there are.
local key = base .. ':' .. a.id
if call('EXISTS', key) == 0 then
  return {-1}
end
local length = call('RPUSH', key .. ':logs', a.line)
if a.keep and length > tonumber(a.keep) then
  call('LTRIM', key .. ':logs', -tonumber(a.keep), -1)
  length = tonumber(a.keep)
end
return {length}
