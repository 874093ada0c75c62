-- What running scripts are told, where, and with which names.
local up, upt = nil, {}
function try(f, ...)
  print(select('#', pcall(f, ...)), pcall(f, ...))
end
local cases = {
  function() local a; return a.b end, function() local a; a.b = 1 end, function() return up.b end, function() up.b = 1 end,
  function() return g1.b end, function() g1.b = 1 end, function() g1.b.c = 1 end, function() return upt.x.y end,
  function() upt.x.y = 1 end, function() return upt.x.y.z end, function() local t = {} return t.a.b end, function() local t = {} t.a.b = 2 end,
  function() return ("x").y.z end, function() return (1).x end, function() return (nil).x end, function() return (true)[1] end,
  function() local t = {} return t[1][2] end, function() local t = {} return t["a b"]["c"] end, function() local t, k = {}, "k" return t[k].x end,
  function() g1() end, function() up() end, function() local f; f() end, function() upt.f() end, function() upt:f() end, function() upt[1]() end,
  function() upt.a.b() end, function() (1)() end, function() ("x")() end, function() (nil)() end, function() return g1() end, function() return upt:g() end,
  function() return upt.f(1, 2) end, function() g1.f() end, function() g1:f() end, function() local s = "x" s:nope() end, function() ("x"):nope() end,
  function() return 1 + nil end, function() return nil + 1 end, function() return up + 1 end, function() return 1 + up end, function() return g1 + 1 end,
  function() return upt.x + 1 end, function() return upt[1] * 2 end, function() local a = {} return a - 1 end, function() local a = "x" return a + 1 end,
  function() return "x" + 1 end, function() return 1 + "x" end, function() return {} + {} end, function() return -{} end, function() return -up end,
  function() return -"x" end, function() return -g1 end, function() return #up end, function() return #5 end, function() return #g1 end, function() return #upt.x end,
  function() return "a" .. nil end, function() return up .. "a" end, function() return "a" .. up .. "b" end, function() return g1 .. "x" end, function() return upt.x .. 1 end,
  function() return 1 .. {} end, function() return {} .. {} end, function() return "a" .. "b" .. upt.x end, function() local a, b = "x" return a .. b end,
  function() return true .. "x" end, function() return "a" .. 1 .. print end, function() return 1 < "1" end, function() return "1" < 1 end, function() return nil < 1 end,
  function() return 1 < nil end, function() return 1 > nil end, function() return nil > 1 end, function() return {} < {} end, function() return {} <= 1 end,
  function() return 1 >= {} end, function() return true < false end, function() return print < print end, function() return nil <= nil end,
  function() local t = {} t[nil] = 1 end, function() local t = {} t[0/0] = 1 end, function() return ({})[nil] end, function() rawset({}, nil, 1) end,
  function() for i = "a", 2 do end end, function() for i = 1, {} do end end, function() for i = 1, 2, "x" do end end, function() for i = nil, 2 do end end,
  function() for k in nil do end end, function() for k in 5 do end end, function() for k in {} do end end, function() for k in pairs(nil) do end end,
  function() for k in next do end end, function() for k in ipairs() do end end, function() for k in g1 do end end, function() for k, v in next, {}, 5 do end end,
  function() error() end, function() error(nil) end, function() error("m") end, function() error("m", 0) end, function() error("m", 1) end, function() error("m", 2) end,
  function() error({}) ; end, function() error(5) end, function() error(5, 2) end, function() error(true) end,
  function() assert(false) end, function() assert(nil, "why") end, function() assert(false, 5) end, function() assert() end, function() return assert(1, 2, 3) end,
  function() string.rep() end, function() string.rep("x") end, function() string.rep("x", "y") end, function() ("x"):rep({}) end, function() ("x").rep() end,
  function() string.char(256) end, function() string.char(-1) end, function() string.char("x") end, function() string.format() end, function() string.format("%d") end,
  function() string.format("%d", "x") end, function() string.format("%y", 1) end, function() string.format("%") end, function() string.format("%123d", 1) end,
  function() string.format("%1.123d", 1) end, function() string.format("%-+ #0-d", 1) end, function() string.format("%s") end, function() string.format("%s", {}) end,
  function() string.format("%q", nil) end, function() ("x"):find("[") end, function() ("x"):find("%") end, function() ("x"):find("(") end, function() ("x"):find(")") end,
  function() ("x"):find("%1") end, function() ("x"):find("[a") end, function() ("x"):find("[%") end, function() ("x"):find("%b") end, function() ("x"):find("%f") end,
  function() ("x"):gsub("x", "%2") end, function() ("x"):gsub("x") end, function() ("x"):gsub("x", nil) end, function() ("x"):gsub("x", true) end,
  function() ("x"):gsub("x", function() return {} end) end, function() ("x"):gsub(".", {x = true}) end, function() ("x"):gsub("(", "") end, function() ("x"):gsub("()()", "%3") end,
  function() table.concat({1, {}, 3}) end, function() table.concat({1, 2}, ",", 1, 3) end, function() table.concat() end, function() table.concat({}, {}) end,
  function() table.insert() end, function() table.insert({}) end, function() table.insert({}, 1, 2, 3) end, function() table.insert({}, "x", 2) end, function() table.insert(nil, 1) end,
  function() table.remove() end, function() table.sort() end, function() table.sort({3, 1, "x"}) end, function() table.sort({3, 1, 2}, 5) end, function() table.sort({{}, {}}) end,
  function() table.sort({3, 1, 2, 5, 4}, function() return true end) end, function() table.setn({}, 1) end, function() table.foreach({1}, nil) end, function() unpack() end, function() unpack(1) end,
  function() return unpack({}, 1, 1e7) end, function() tonumber() end, function() tonumber("1", 1) end,
  function() tonumber("1", 37) end, function() tonumber({}, 10) end, function() return tonumber({}) end, function() tonumber(nil, 16) end, function() tostring() end, function() type() end,
  function() setmetatable(1, {}) end, function() setmetatable({}) end, function() setmetatable({}, 1) end, function() setmetatable(setmetatable({}, {__metatable = 1}), {}) end,
  function() getmetatable() end, function() rawget() end, function() rawget({}) end, function() rawequal(1) end, function() select() end, function() select(0) end, function() select(-5, 1) end,
  function() select("x") end, function() next() end, function() next({}, 1) end, function() next({}, "x") end, function() ipairs() end, function() pairs(1) end, function() pcall() end,
  function() xpcall() end, function() xpcall(print) end, function() loadstring() end, function() loadstring({}) end, function() load() end, function() load("x") end, function() load(function() return 5 + {} end) end,
  function() coroutine.create() end, function() coroutine.create(print) end, function() coroutine.resume() end, function() coroutine.wrap(1) end,
  function() coroutine.status() end, function() coroutine.yield() end, function() coroutine.wrap(function() error("in") end)() end, function() coroutine.wrap(function() error({}) end)(); end,
  function() local f = coroutine.wrap(function() end) f() f() end, function() math.floor() end, function() math.floor("x") end, function() math.max() end, function() math.random(0) end, function() math.random(2, 1) end,
  function() math.random(1, 2, 3) end, function() getfenv(-1) end, function() getfenv(100) end, function() setfenv(print, {}) end, function() setfenv(1) end, function() setfenv(100, {}) end, function() setfenv("x", {}) end,
  function() collectgarbage("x") end, function() newproxy(1) end, function() local a = setmetatable({}, {__index = function() error("idx") end}) return a.x end,
  function() local a = setmetatable({}, {__index = function() error("idx", 2) end}) return a.x end, function() local a = setmetatable({}, {__add = function() error("add", 2) end}) return a + 1 end,
  function() local a = setmetatable({}, {__index = 5}) return a.x.y end, function() local a = setmetatable({}, {__newindex = 5}) a.x = 1 end, function() local a = setmetatable({}, {__call = 5}) a() end,
  function() local a = setmetatable({}, {}) a() end, function() local a = {} setmetatable(a, {__index = a}) return a.x end, function() upt.m = 1 upt:m() end, function() return (upt.zip)() end,
  function() local function f() error("deep", 2) end local function g() f() end g() end, function() local function f() return error("tail", 2) end local function g() return f() end g() end,
  function() local function f() error("l3", 3) end local function g() f() end local function h() g() end h() end, function() string.gsub("x", ".", function() error("cb") end) end,
  function() string.gsub("x", ".", function() error("cb", 2) end) end, function() table.sort({1, 2, 3}, function() error("cmp") end) end, function() return math.huge .. nil end,
  function() local x = 5; x = x.y.z end, function() local x = 5; x:foo() end, function() x = 1 + ("a"):len() .. nil end, function() return not nil + 1 end, function() return 2 ^ {} end, function() return {} % 2 end,
  function() return
    up
    .x end, function() local t = {
    a = 1,
    b = g1.x } end, function()
      g1(
        1,
        2)
    end, function() return g2 and g2.x or g1.y end, function() return (g1 or up).x end,
}
for i, f in ipairs(cases) do
  local r = {pcall(f)}
  for k = 1, 4 do
    if type(r[k]) == "table" or type(r[k]) == "function" then r[k] = type(r[k]) end
    r[k] = tostring(r[k])
  end
  print(i, unpack(r, 1, 4))
end
print(xpcall(function() error("x") end, function(m) return "handled " .. m end))
print(xpcall(function() return 1, 2, 3 end, print))
print(pcall(pcall)) print(pcall(pcall, error)) print(pcall(pcall, error, "e"))
print(xpcall(function() local x = nil + 1 end, function(m) error("again") end))
local function recurse(n) return 1 + recurse(n + 1) end
print(pcall(recurse, 1))
local function tail(n) if n == 0 then return "done" end return tail(n - 1) end
print(tail(100000))
local function gs(n) return (("x"):gsub(".", function() return gs(n + 1) end)) end
gs = gs
print(pcall(string.rep, "x", -1)) print(pcall(string.rep, "x", 0)) print(#string.rep("ab", 1000))
local n = 0
local function viapcall() n = n + 1 local ok, e = pcall(viapcall) if not ok then error(e, 0) end end
print(pcall(viapcall))
local mt = {} mt.__index = function(t, k) return t[k .. "x"] end
print(pcall(function() return setmetatable({}, mt).a end))
error("last", 1)
