for _, p in ipairs{"", "a", "^a", "a$", "^$", ".", ".*", ".-", ".+", "a*", "a+b", "a-b", "a?b", "[abc]", "[^abc]", "[a-c]+", "[%a]", "[%a_][%w_]*", "%d+", "%D+", "%s", "%S+", "%w+", "%W",
    "%l+", "%u+", "%p+", "%c", "%x+", "%X", "%z", "%.", "%%", "()", "(a)(b)", "((a)b)", "(a*)(.)", "%b()", "%b{}", "%f[%w]%w+", "%f[%W]", "(.)%1", "[]]", "[^]]", "[]a]", "[a-]", "[-a]", "[a%-z]",
    "[%]]", "a.-b", "(.-)%s*$", "^%s*(.-)%s*$", "[^%d]", "%a%d", ".-%d", "x*", "$", "a$b", "^^a", "[%w-]+", "[+-]?%d+", "(%d+)-(%d+)", "%g", "%5?", "[0-9a-f]+", "[\1-\31]", "[\128-\255]+"} do
  for _, s in ipairs{"", "a", "b", "ab", "aab", "abc", "hello world", "  trim me  ", "foo(bar(baz))qux", "x = 12, y = -34", "THE (quick) fox", "a\0b", "key=value; k2=v2", "aa bb cc", "-]a", "caf\233 \255", "\1\2\31 ", "12-34 56-78"} do
    if p ~= "%5?" then
      print(p, s, pcall(string.find, s, p)) print(pcall(string.match, s, p)) print(pcall(string.gsub, s, p, "<%0>"))
      local n, out = 0, {}
      for a, b in s:gmatch(p) do n = n + 1 out[n] = tostring(a) .. "/" .. tostring(b) if n > 40 then break end end
      print(n, table.concat(out, " "))
    end
  end
end
for i = -7, 7 do for j = -7, 7 do print(i, j, ("hello"):sub(i, j), ("hello"):byte(i, j)) end print(("hello"):sub(i), ("hello"):find("l", i), ("hello"):find("", i), ("hello"):match("l+()", i)) end
print(("x"):find("", 10), (""):find(""), ("abc"):find("b", 1, true), ("a.c"):find(".", 1, true), ("a+b"):find("+", 1, true), ("abc"):find("", 4), ("abc"):find("", 5))
for _, f in ipairs{"%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.3d", "%8.3d", "%i", "%u", "%o", "%x", "%X", "%#x", "%#o", "%c", "%e", "%E", "%f", "%g", "%G", "%.0f", "%.3f", "%10.2f", "%-10.2f|", "%+.1f", "%010.2f",
    "%.14g", "%.17g", "%.3g", "%#g", "%#.0f", "%.0e", "%5.1e", "%.20f", "%s", "%10s", "%-10s|", "%.2s", "%10.1s", "%5s", "%%", "%.0s", "%#.3g", "%.99f", "% f", "%+e", "%x%%"} do
  for _, v in ipairs{0, 1, -1, 42, 255, 3.14159, -2.5, 0.5, 1.5, 2.5, 1e10, 123456789, 1e-5, 1e15, 1e16, 1e100, 5e-324, 1.7976931348623157e308, -123.456, 0.1, 1/3, 100, 99.995, 2^53, 2^31, -2^31, 65} do
    print(f, v, (string.format(f, v)))
  end
end
print(string.format("%s %s %s", 1, "x", "y"), string.format("%q", 'a"b\\c\nd\re\0f'), string.format("%5s|%-5s|%.1s", "ab", "ab", "ab"), string.format("%s", ("x"):rep(120)), string.format("%c%c%c", 72, 105, 0) == "Hi\0")
print(string.format("%d %d", "12", " 13 "), string.format("%s", 1e15), string.format("%d", 3.99), string.format("%d", -3.99), string.format("%x", -1), string.format("%5.2s|", "abc"))
print(("abc"):upper(), ("ABC\233"):lower(), ("abc"):reverse(), ("abc"):len(), #"a\0b", ("ab"):rep(3), string.char(), string.char(65, 66, 0):byte(1, -1))
print(("hello world"):gsub("o", "0"), ("hello"):gsub("", "-"), ("abc"):gsub("%w", "%0%0"), ("abc"):gsub("(a)(b)", "%2%1"), ("hello world"):gsub("%w+", {hello = "bye"}), ("abc"):gsub("%w", {a = 1, b = false}))
print(("hello"):gsub("l", function(c) return nil end), ("abc"):gsub(".", function(c) return c:upper() end, 2), ("abc"):gsub("b", "%%"), ("abc"):gsub("^a", "x"), ("aaa"):gsub("^a", "x"), ("abc"):gsub("()", "%1"), ("x y"):gsub("(%w) (%w)", "%2 %1"))
print(("%d"):format(3), ("x"):rep(3, ","), tostring(12):len(), ("5" + 3), "10" * "2", "0x10" + 0, " 5 " * 1, 10 .. 20)
print("a" < "b", "a" < "B", "" < "a", "a\0b" < "a\0c", "a" < "a\0", "Z" < "a", "\200" > "a", "10" < "9")
for w, n in ("a=1, b=2, c=3"):gmatch("(%w+)=(%w+)") do print(w, n) end
print(#("x"):rep(1000):gsub("x", "yy"), ("a,b,,c"):gsub(",", ";"), ("abc"):gsub("", ""), (("a"):rep(100)):find(("a?"):rep(20) .. ("a"):rep(20)))
print(tostring(nil), tostring(true), tostring(1e300 * 1e10), tostring(-1e300 * 1e10), tostring("x"), type(tostring(print)))
print("\065\10\z", '\'', "\"", "a\
b", [[
first newline]], [==[ ]] ]=] ]==], "\a\b\f\n\r\t\v\\" == "\7\8\12\10\13\9\11\92", '\q', "tab\tx")
