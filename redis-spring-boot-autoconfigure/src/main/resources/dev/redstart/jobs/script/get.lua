-- with: input state
-- A job's hash and its place; nothing where there is no such job.
local job = call('HGETALL', base .. ':' .. a.id)
if #job == 0 then
  return {}
end
return {job, placeOf(base, a.id) or 'unknown'}
