-- with: input
-- How many jobs are in each state.
local function length(name)
  return call('LLEN', base .. ':' .. name)
end
local function size(name)
  return call('ZCARD', base .. ':' .. name)
end
return {length('wait') + length('paused'), length('active'), size('prioritized'), size('delayed'),
  size('waiting-children'), size('completed'), size('failed')}
