-- with: input queue family removal add
-- Adds the jobs of the second and further tables, parents before their children. Answers an id or the
-- number of an error for each.
local answers, parents = {}, {}
for i = 2, #input do
  local job = input[i]
  local q = job.queue or base
  answers[#answers + 1] = add(q, job)
  if job.children then
    parents[#parents + 1] = {q, answers[#answers]}
  end
end
for _, parent in ipairs(parents) do
  if type(parent[2]) == 'string' then
    releaseIfChildless(parent[1], parent[2])
  end
end
return answers
