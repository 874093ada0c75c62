-- KEYS[1] is the base of a queue, "<prefix>:<queue>"; all other keys are made from it, or from the
-- base of a parent's queue, and lie in the same slot. ARGV holds tables one after the other: the
-- number of fields, then names and values. The first one is for the script as a whole.
local call = redis.call
local base = KEYS[1]

local function tables(argv)
  local all, at = {}, 1
  while argv[at] do
    local fields, last = {}, at + 2 * argv[at]
    for i = at + 1, last, 2 do
      fields[argv[i]] = argv[i + 1]
    end
    all[#all + 1] = fields
    at = last + 1
  end
  return all
end

local input = tables(ARGV)
local a = input[1]
local now = tonumber(a.now)

-- Whole numbers of more than 14 digits would lose some of them otherwise.
local function whole(number)
  return string.format('%.0f', number)
end

local function fieldsOf(flat)
  local fields = {}
  for i = 1, #flat, 2 do
    fields[flat[i]] = flat[i + 1]
  end
  return fields
end

-- Calls f with the numbers first to last in steps of at most 1000.
local function inSteps(first, last, f)
  for i = first, last, 1000 do
    f(i, math.min(i + 999, last))
  end
end
