-- with: input
-- Holds on to the jobs of the second and further tables (id, token) for another time of lock. Answers
-- the ids of those that are lost.
local lost = {}
for i = 2, #input do
  local job = input[i]
  local lock = base .. ':' .. job.id .. ':lock'
  if call('GET', lock) == job.token then
    call('SET', lock, job.token, 'PX', a.lock)
    call('SREM', base .. ':stalled', job.id)
  else
    lost[#lost + 1] = job.id
  end
end
return lost
