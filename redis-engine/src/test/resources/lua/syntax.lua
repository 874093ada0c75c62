-- Each source on its own: what the compiler says of it.
local sources = {
  "x", "x =", "x = 1 +", "return return", "local", "local 1", "local function", "function", "function f", "function f(",
  "function f(a", "function f(a,", "function f(a,)", "function f(...) end", "function f(..., a) end", "function f(a.b) end",
  "if", "if x", "if x then", "if x then else", "if x then elseif", "if x then\n\n", "while", "while x", "while x do", "repeat",
  "repeat until", "for", "for i", "for i =", "for i = 1", "for i = 1,", "for i = 1, 2", "for i = 1, 2 do", "for i in", "for i, in x do end",
  "for i.x = 1, 2 do end", "do", "do end end", "end", "break", "for i=1,2 do break x() end", "x()()", "x().y", "x().y = 1", "(x) = 1",
  "(x)()", "x.y", "x[1]", "x[1", "x[", "x:y", "x:y = 1", "x:1()", "f{", "f{1", "f{1,", "f{1;2}", "f{[1]}", "f{[1]=}", "f{a=}", "f{=1}",
  "f'x", "f\"x\ny\"", "f'\\300'", "f'\\12'", "f[[x", "f[=[x]]", "f[=x", "--[[ x", "--[==[ x ]=]", "x = [[a [[b]] c]]", "x = 3x", "x = 0x",
  "x = 0xg", "x = 1..2", "x = 1e", "x = 1e+", "x = 1.2.3", "x = .", "x = ...", "function f() return ... end", "x = a.b.c(", "x = a and",
  "x = not", "x = #", "x = -", "x = - -1", "x = ~1", "x ~ 1", "x = 1 ~ 2", "x = 1 = 2", "@", "$", "x = '\\", "x = \"\\\"", "\1", "x = \127",
  "goto x", "::x::", "x = 1 // 2", "x = 1 & 2", "x = {1,2,3", "x = {f() g()}", "a.b:c = 1", "a.b:c()", "a, b", "a, b = 1", "a, f() = 1, 2",
  "local a, b = 1, 2, 3", "local a.b = 1", "local function a.b() end", "function a.b:c.d() end", "function a:b:c() end", "function a.1() end",
  "return 1,", "return 1 2", "return; x()", "return f\n(1)", "f\n(1)", "f()\n(g)()", "x = f\n{1}", "x = }", "x = )", "x = (1", "x = (1\n\n", "x = (",
  "x = {\n\n1", "and", "or", "not", "nil", "true = 1", "nil = 1", "x = function", "x = function(a) end", "x = function(a", "x = function(a) return end",
  "x = function(a) return a end end", "-- only a comment", "", ";", "x = 1;;", "x = 1; y = 2;", "local x <const> = 1", "x += 1", "x++", "x = a ? b : c",
  "\"x\"", "'x':len()", "('x'):len()", "1()", "x = 1 y = 2", "x = 'a' 'b'", "f 'a' 'b'", "f 'a'.b", "# comment\nx = ", "#x", "x = \"a\\\nb\" y", "x = '\\x41' +",
  "local t = {} t.1 = 2", "for i = 1, 2, 3, 4 do end", "for a.b in x do end", "for a, b = 1, 2 do end", "while true do", "x = function() end()", "x = {} ()",
  "if x then y() else z() else w() end", "if x y", "local function f() return 1 end return f(", "return (f", "return ...", "x = a..", "x = ..a", "x = a ..b",
}
for i, source in ipairs(sources) do
  local f, message = loadstring(source, "=s")
  print(i, f and "compiles" or message)
end
for _, name in ipairs{"=name", "@file.lua", "return 1", "line one\nline two", "=" .. ("x"):rep(50), "@" .. ("y"):rep(50), ("z"):rep(40), "=a\0b", ""} do
  print((select(2, loadstring("x =", name))))
end
for _, n in ipairs{50, 100, 150, 190, 201, 250, 1000} do
  print(n, (select(2, loadstring("return " .. ("("):rep(n) .. "1" .. (")"):rep(n), "=p"))) or "ok")
  print(n, (select(2, loadstring("return " .. ("{"):rep(n) .. ("}"):rep(n), "=p"))) or "ok")
  print(n, (select(2, loadstring(("do "):rep(n) .. ("end "):rep(n), "=p"))) or "ok")
  print(n, (select(2, loadstring("return " .. ("-"):rep(0) .. ("not "):rep(n) .. "1", "=p"))) or "ok")
  print(n, (select(2, loadstring("return " .. ("a.."):rep(n) .. "1", "=p"))) or "ok")
  print(n, (select(2, loadstring("return " .. ("a+"):rep(n) .. "1", "=p"))) or "ok")
  print(n, (select(2, loadstring(("function f() "):rep(n) .. ("end "):rep(n), "=p"))) or "ok")
end
local names = {}
for i = 1, 201 do names[i] = "a" .. i end
print(select(2, loadstring("local " .. table.concat(names, ",", 1, 200), "=l")) or "ok")
print(select(2, loadstring("local " .. table.concat(names, ","), "=l")) or "ok")
print(select(2, loadstring("function f()\nlocal " .. table.concat(names, ",") .. " end", "=l")) or "ok")
print(select(2, loadstring("local " .. table.concat(names, ",", 1, 61) .. "\nfunction f()\nreturn " .. table.concat(names, "+", 1, 61) .. " end", "=u")) or "ok")
print(select(2, loadstring("local " .. table.concat(names, ",", 1, 60) .. "\nfunction f()\nreturn " .. table.concat(names, "+", 1, 60) .. " end", "=u")) or "ok")
