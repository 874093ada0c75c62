local function va(...) return select("#", ...), ... end
print(va(), va(nil), va(1, 2, nil), (va(1, 2)))
function old(...) return arg and arg.n, arg and arg[1] end print(old(5, 6)) function new(...) local x = ... return arg and 1 end print(new(5))
local function counter() local n = 0 return function() n = n + 1 return n end end
local c1, c2 = counter(), counter() print(c1(), c1(), c2())
local fs = {} for i = 1, 3 do fs[i] = function() i = i + 1 return i end end print(fs[1](), fs[1](), fs[2](), fs[3]())
fs = {} for _, v in ipairs{"a", "b"} do fs[#fs + 1] = function() return v end end print(fs[1](), fs[2]())
fs = {} local k = 0 while k < 3 do k = k + 1 local j = k fs[k] = function() j = j + 1 return j end end print(fs[1](), fs[1](), fs[2]())
local x repeat local y = (y or 0) + 1 x = function() return y end until y > 0 print(x())
local function outer(a, b) local function mid() local function inner() a = a + b return a end return inner end return mid()  end local inn = outer(1, 2) print(inn(), inn())
local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end print(fact(20), fact(170))
local obj = {v = 1} function obj:inc(n) self.v = self.v + (n or 1) return self end function obj.static(n) return n * 2 end print(obj:inc():inc(5).v, obj.static(4))
a = {b = {c = {}}} function a.b.c:d(x) return self == a.b.c, x end print(a.b.c:d(1))
print((function(a, b, ...) return a, b, ... end)(1), (function(a, ...) return ... end)(1, 2, 3))
print(pcall(function(...) return ... end, 1, 2, 3)) print(select(-1, 1, 2, 3))
do local a = 1 do local a = 2 print(a) end print(a) end
local v1 = 1 local v1 = v1 + 1 print(v1)
local s = 0 for i = 1, 10 do if i % 2 == 0 then s = s + i elseif i == 7 then break else s = s - 1 end end print(s)
local n = 0 repeat n = n + 1 if n == 5 then break end until false print(n)
while true do n = n + 1 if n > 10 then break end end print(n)
for i = 1, 3 do for j = 1, 3 do if j == 2 then break end print(i, j) end end
print(1 and 2, nil and 1, false or "x", nil or false, 1 or error("no"), false and error("no"), not nil, not 0, nil == false, 1 and nil or 3)
print(getfenv() == _G, getfenv(1) == _G, getfenv(print) == _G) local env = setmetatable({}, {__index = _G}) local function inenv() y = 5 return y, x end setfenv(inenv, env) print(inenv(), env.y, y) print(setfenv(inenv, {}) == inenv)
local f = loadstring("return 1, ...") print(f(2, 3)) print(loadstring("x =")) print(loadstring("return y", "=c")()) f = loadstring("z = 10") setfenv(f, env) f() print(z, env.z)
local parts = {"return ", "1 + ", "2", nil} local pi = 0 print(load(function() pi = pi + 1 return parts[pi] end)())
setfenv(1, setmetatable({}, {__index = _G})) newglobal = 1 print(newglobal, _G.newglobal)
-- metatables
local V = {} V.__index = V V.__add = function(a, b) return setmetatable({x = a.x + b.x}, V) end V.__eq = function(a, b) return a.x == b.x end V.__lt = function(a, b) return a.x < b.x end V.__le = function(a, b) return a.x <= b.x end
V.__tostring = function(a) return "V" .. a.x end V.__concat = function(a, b) return "cat(" .. tostring(a) .. "," .. tostring(b) .. ")" end V.__len = function() return 99 end V.__unm = function(a) return setmetatable({x = -a.x}, V) end V.__call = function(self, ...) return "called", self.x, ... end
V.__sub = function(a, b) return "sub" end V.__mul = function(a, b) return "mul" end V.__div = function() return "div" end V.__mod = function() return "mod" end V.__pow = function() return "pow" end
local p, q = setmetatable({x = 1}, V), setmetatable({x = 2}, V)
print(tostring(p + q), p == q, p ~= q, p < q, p <= q, p > q, p >= q, tostring(p), p .. q, p .. "s", "s" .. p, "a" .. "b" .. p .. "c" .. "d", 1 .. p, #p, tostring(-p), p(1, 2), p - 1, 1 - p, p * p, p / 2, p % 3, p ^ 2, p == 1)
local log = {} local proxy = setmetatable({}, {__index = function(t, k) log[#log + 1] = "get " .. tostring(k) return k end, __newindex = function(t, k, v) log[#log + 1] = "set " .. tostring(k) rawset(t, k, v) end})
proxy.a = 1 proxy.a = 2 print(proxy.a, proxy.b, proxy[1], table.concat(log, ";"))
local base = {greet = function() return "hi" end} local d1 = setmetatable({}, {__index = base}) local d2 = setmetatable({}, {__index = d1}) print(d2.greet(), d2.nope, rawget(d2, "greet"))
print(getmetatable("x").__index == string, getmetatable(setmetatable({}, {__metatable = "locked"})), getmetatable({}), getmetatable(1))
local le = setmetatable({}, {__lt = function(a, b) return true end}) local le2 = setmetatable({}, getmetatable(le)) print(le <= le2, le >= le2, le < le2)
local only = setmetatable({}, {__index = function(t, k) return k * 2 end}) print(only[21], rawget(only, 21))
-- coroutines
local co = coroutine.create(function(a, b) print("start", a, b) local c = coroutine.yield(a + b) print("got", c) local d, e = coroutine.yield(c * 2) print("got", d, e) return "end", 1, 2 end)
print(coroutine.status(co)) print(coroutine.resume(co, 1, 2)) print(coroutine.status(co)) print(coroutine.resume(co, 10)) print(coroutine.resume(co, "x", "y")) print(coroutine.status(co)) print(coroutine.resume(co))
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end local sum = 0 for v in gen(10) do sum = sum + v end print(sum)
print(coroutine.running()) co = coroutine.create(function() print(type(coroutine.running()), coroutine.status(co)) error("oops") end) print(coroutine.resume(co)) print(coroutine.status(co))
co = coroutine.create(function() error({code = 5}) end) local ok, e = coroutine.resume(co) print(ok, type(e), e.code)
local outerco outerco = coroutine.wrap(function() local innerco = coroutine.wrap(function() print(coroutine.status(coroutine.running())) coroutine.yield("inner") end) coroutine.yield(innerco()) innerco() coroutine.yield("outer done") end) print(outerco(), outerco())
print(coroutine.resume(coroutine.create(function() return pcall(coroutine.yield, 1) end))) print(pcall(coroutine.yield, 1)) print(coroutine.resume(coroutine.create(function() table.sort({1, 2, 3}, coroutine.yield) end)))
print(coroutine.resume(coroutine.create(function() for k in (function() coroutine.yield(1) end) do end end))) local self self = coroutine.create(function() return coroutine.resume(self) end) print(coroutine.resume(self))
print(select("#", coroutine.resume(coroutine.create(function() return end)))) print(coroutine.resume(coroutine.create(function(...) return select("#", ...) end), nil, nil))
local w = coroutine.wrap(function() error("wrapped") end) print(pcall(w)) print(pcall(w)) w = coroutine.wrap(function() return 1 end) w() print(pcall(w))
local perm = coroutine.wrap(function() local function p(a, n) if n == 0 then coroutine.yield(table.concat(a)) else for i = 1, n do a[n], a[i] = a[i], a[n] p(a, n - 1) a[n], a[i] = a[i], a[n] end end end p({"a", "b", "c"}, 3) end) for s in perm do print(s) end
print(type(newproxy()), type(newproxy(true)), collectgarbage("collect"), type(collectgarbage("count")), _VERSION, type(os.clock()), type(gcinfo()))
