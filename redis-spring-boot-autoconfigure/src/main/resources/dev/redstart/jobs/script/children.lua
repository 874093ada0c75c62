-- with: input
-- Up to a number (most) of the children that a job has or had: key, standing and name of each; those that it
-- waits for come first. A child of another prefix has no name here.
local key, most = base .. ':' .. a.id, tonumber(a.most)
local prefix = string.match(base, '^(.*:)[^:]*$')
local found = {}

local function add(standing, children, step)
  for i = 1, #children, step do
    if #found >= most then
      return
    end
    local child = children[i]
    local near = string.sub(child, 1, #prefix) == prefix
    found[#found + 1] = {child, standing, near and call('HGET', child, 'name') or ''}
  end
end

add('pending', call('SSCAN', key .. ':dependencies', 0, 'COUNT', most)[2], 1)
add('completed', call('HSCAN', key .. ':processed', 0, 'COUNT', most)[2], 2)
add('failed', call('ZRANGE', key .. ':unsuccessful', 0, most - 1), 1)
add('ignored', call('HSCAN', key .. ':failed', 0, 'COUNT', most)[2], 2)
return found
