for _, v in ipairs{0, 1, -1, 10, 100, 1e5, 123456, 1e14, 1e15, 123456789012345, 1e16, 1.5, 0.1, 0.2, 0.1 + 0.2, 1/3, 2/3, 1e-4, 1e-5, 1.5e-7, 123.456, 3.14159265358979, 1e100, 1e300, 1e-300, 5e-324, 2.2250738585072014e-308,
    1.7976931348623157e308, 2^53, 2^53 + 1, 2^63, -2^63, 99999999999999, 999999999999999, 99999999999999.5, 0.99999999999999, 0.999999999999999, 1.00000000000001, 1.000000000000001, 12345678901234.5, 6963200000000000, 1e21, 123e-20} do
  print(v, -v, tostring(v), v .. "", tonumber(tostring(v)), math.floor(v), math.ceil(v))
end
for _, s in ipairs{"", " ", "1", " 1 ", "1 2", "0x", "0x10", "0X1f", "0x1p4", "0x.8", "0x1.8p1", "-0x10", "+1", "-1", "- 1", "--1", "1e", "1e5", "1E+5", "1e-5", ".5", "5.", ".", "-.5", "1..2", "inf", "-inf", "infinity", "INF", "1_000", "1,5",
    "abc", "10", "1e1000", "-1e1000", "1e-1000", "0x1e2", "00012", "1\0", "1\0002", "\t1\n", "1f", "0b1", "1e+", "e5", "1 ", "99999999999999999999", "0xffffffffffffffffff", "nanx", "infx", "1e400x"} do
  print("[" .. s .. "]", tonumber(s), tonumber(s, 10), tonumber(s, 16), tonumber(s, 2), tonumber(s, 36), tonumber(s, 8))
end
for _, a in ipairs{5, -5, 5.5, -5.5, 0, 1e15, 3} do for _, b in ipairs{3, -3, 0.5, 2, 7, -0.1} do print(a, b, a + b, a - b, a * b, a / b, a % b, math.fmod(a, b), a == b, a < b, a <= b, math.max(a, b), math.min(a, b)) end end
print(2 ^ 10, 2 ^ 0.5, 2 ^ -1, (-8) ^ 3, 0 ^ 0, 10 ^ 2, -2 ^ 2, 2 ^ 3 ^ 2, 1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 7 % 3, -7 % 3, 7 % -3, -7 % -3, 5.3 % 2, 1e15 % 7, not 1 == 2, not (1 == 2), 1 .. 2 == "12", #"abc" + 1, -"2" + 0, "3" * "4")
print(math.modf(3.7), math.modf(-3.7), math.modf(5), math.modf(1/0), math.frexp(8), math.frexp(0.3), math.frexp(0), math.frexp(-5), math.ldexp(0.5, 4), math.ldexp(1, -1074), math.ldexp(1, 1024))
print(math.abs(-3), math.sqrt(16), math.sqrt(2), math.sin(1), math.cos(1), math.tan(1), math.exp(1), math.log(10), math.log10(1000), math.pi, math.huge, -math.huge, math.deg(1), math.rad(90), math.atan2(1, 2), math.asin(1), math.acos(0), math.atan(1), math.sinh(1), math.cosh(1), math.tanh(1), math.pow(2, 8))
print(1 / 0 > 1, -1 / 0 < 1, 0 == -0, 1 / 3 == 1 / 3, 0.1 + 0.2 == 0.3, 1e308 * 10 == math.huge, 3 == 3.0, "3" == 3, 255 == 0xff, 0xA, 0xffffffff, 1e2, .5, 5., 3e-2)
for i = 1, 3 do io = i print(i) end for i = 3, 1, -1 do print(i) end for i = 1, 0 do print("never") end for i = 0, 1, 0.25 do print(i) end for i = "1", "2" do print(i, type(i)) end for i = 1, 3 do local j = i i = 10 print(i, j) end for i = 3, 1 do print("never") end
local sum = 0 for i = 0.1, 1, 0.1 do sum = sum + 1 end print(sum)
for i = 1e15, 1e15 + 2 do print(i) end
print(select("#"), select("#", nil, nil), select(2, "a", "b", "c"), select(-1, "a", "b", "c"), select(-2, "a", "b", "c"), select(4, 1, 2, 3), select("2", 1, 2))
print(tonumber("z", 36), tonumber("7", 8), tonumber("8", 8), tonumber("-ff", 16), tonumber("1e1", 16), tonumber("  11  ", 2), tonumber("1.5", 10), tonumber(5, 10), tonumber("ffffffffffffffff", 16), tonumber("10000000000000000", 16))

-- all zeros of a function have the sign of the first
local function zeros(...) print('zeros', ...) end
zeros((function() return 0, -0, - 0 end)())
zeros((function() return -0, 0, 1 - 1 end)())
zeros((function() local a = 1 - 1; return a, -0, 0 * -1 end)())
zeros((function() local x = 5; return 0 + x * -0, 0, -0 end)())
zeros((function() local t = {[-0] = 0}; for k, v in pairs(t) do return k, v, 0 end end)())
zeros((function() return -(0), (0), not 0 end)())
zeros((function() return (1 and -0), 0 end)())
zeros((function() return (0 and -0), 0 end)())
zeros((function() local x = 0; return -x, -0 end)())
zeros((function() local x = -0; return -x, 0 end)())
-- of those that code only asks whether they hold none is the first
zeros((function() if -0 then return 0 end end)())
zeros((function() while -0 do return 0 end end)())
zeros((function() repeat local x = 0 until -0; return -0, 0 end)())
zeros((function(x) if x or -0 then return 0 end end)())
zeros((function(x) if x and -0 then return 1 end return 0 end)())
zeros((function(x) if not (x or -0) then return 1 end return 0 end)())
zeros((function(x) return (x and -0) and 1, 0 end)())
zeros((function(x) return (x or -0) and 1, 0 end)())
zeros((function(x) return (x and -0) or 1, 0 end)())
zeros((function(x) return (x or -0) or 1, 0 end)())
zeros((function(x) return (x or -0) + 1, 0 end)(5))
zeros((function(x) return not not (x or -0), 0 end)())

-- powers, by bits
for _, x in ipairs {0.1, 1 / 3, 0.5, 2, 3, 7, 255, 1e15, 1e100, 3.75, -3.75, 2 ^ 31} do
  for _, y in ipairs {0.5, 1 / 3, -3.75, -1, 2, 3, 7, 0.1, -2} do
    print(string.format('%.17g %.17g %.17g', x, y, x ^ y), x ^ y == math.pow(x, y))
  end
  print(string.format('%.17g %.17g', math.log(x), math.exp(-x)))
end

-- loops begin one step behind
for v = 1 / 3, 2 do print(string.format('%.17g', v)) end
for v = 1e-20, 0.5 do print(v) end
for v = 0, -1, -1 do print(v) end
for v = -0, 0 do print(v) end
for v = 1e100, 1, -1e100 do print(v) end
for v = 0.1, 0.35, 0.1 do print(string.format('%.17g', v)) end

-- what is no number has a sign
local z = 0
local n = z / z
print(n, -n, - -n, math.abs(n), n + 1, -n + 1, 1 + -n, -n * -1, 0 - -n, -n % 2, 2 % -n, tonumber('nan'), tonumber('-nan'), -tonumber('nan'))
print(string.format('%f %5.1f %g %e', n, -n, -n, n), 'nan' + 1, -'nan', math.sqrt(-1), -math.sqrt(-1), math.huge - math.huge, math.floor(-n), math.max(-n, 1), math.max(1, -n))
print(math.sqrt(-n), math.fmod(1, z), -math.fmod(1, z), math.log(-1), (-8) ^ (1 / 3), -n ^ 2, (-n) ^ 2, 2 ^ -n, math.exp(-n), math.log(-n), math.huge * z, math.huge % 2, 5 % z)
