local function show(t) local out = {} for k, v in pairs(t) do out[#out + 1] = tostring(k) .. "=" .. tostring(v) end return "{" .. table.concat(out, ",") .. "}#" .. #t end
print(show{}, show{1, 2, 3}, show{a = 1, b = 2, c = 3}, show{1, 2, x = 1, 3, y = 2, 4}, show{[1] = 1, [2] = 2, [3] = 3}, show{1, nil, 3}, show{nil, nil, 3}, show{1, 2, nil}, show{n = 1, [10] = 2, [20] = 3, 5})
local words = {} for w in ("the quick brown fox jumps over the lazy dog and runs away from a big bad wolf who wants to eat it all up today name id value type key data opts timestamp delay priority attempts returnvalue failedReason parent parentKey stacktrace progress"):gmatch("%w+") do words[w] = #w end
print(show(words))
for n = 0, 70 do local t = {} for i = 1, n do t[i] = i end print(n, #t, show(t)) end
for n = 0, 40 do local t = {} for i = n, 1, -1 do t[i] = i end print(n, #t, show(t)) end
for n = 0, 40 do local t = {} for i = 1, n do t["k" .. i] = i end for i = 1, n, 3 do t["k" .. i] = nil end for i = 1, n, 2 do t["z" .. i] = i end print(show(t)) end
for n = 1, 30 do local t = {} for i = 1, n do t[i * i] = i t[-i] = i t[i + 0.5] = i end print(show(t)) end
for n = 1, 40 do local t = {} for i = 1, n do t[i] = i end for i = n, 1, -2 do t[i] = nil end print(#t, show(t)) t[n + 5] = 1 t.x = 2 print(#t, show(t)) end
for n = 1, 20 do local t = {} for i = 1, n do table.insert(t, i) end for i = 1, n, 2 do table.remove(t, 1) end table.insert(t, 1, "first") table.insert(t, 2, "second") print(#t, show(t), table.remove(t), #t, table.maxn(t)) end
local t = {} for i = 1, 100 do t[(i * 7919) % 1000] = i end print(show(t))
t = {} for i = 1, 50 do t[i * 1000003] = i t[tostring(i)] = i t[i / 7] = i end print(show(t))
t = {true, false} t[true] = 1 t[false] = 2 t[1.5] = 3 t[2^53] = 4 t[-0] = 5 print(show(t))
print(show{f = 1, 10, g = 2, 20, (function() return 1, 2, 3 end)()}, show{(function() return 1, 2, 3 end)(), 5}, show{((function() return 1, 2, 3 end)())}, show{unpack({1, 2, nil, 4}, 1, 4)})
local big = {1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60, a = 1, [70] = 2, [61] = 61}
print(show(big)) big[62] = 62 print(show(big)) for i = 63, 70 do big[i] = i end print(show(big))
print(show{a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9,j=10,k=11,l=12,m=13,n=14,o=15,p=16,q=17,r=18,s=19,t=20,u=21,v=22,w=23,x=24,y=25,z=26})
print(table.concat({}), table.concat({1, 2, 3}), table.concat({1, 2, 3}, ", "), table.concat({1, 2, 3}, ", ", 2), table.concat({1, 2, 3}, ", ", 2, 3), table.concat({1, 2, 3}, "-", 3, 2), table.concat({"a", 1.5, "b"}, 0))
for n = 0, 25 do local t = {} local x = 7 for i = 1, n do x = (x * 31 + 11) % 101 t[i] = x end table.sort(t) print(table.concat(t, " ")) table.sort(t, function(a, b) return a > b end) print(table.concat(t, " ")) end
local recs = {} for i = 1, 30 do recs[i] = {k = i % 4, i = i} end table.sort(recs, function(a, b) return a.k < b.k end) local o = {} for i, r in ipairs(recs) do o[i] = r.k .. ":" .. r.i end print(table.concat(o, " "))
t = {"banana", "apple", "Cherry", "date", "", "a", "B"} table.sort(t) print(table.concat(t, ","))
print(next({}), next({10}), next({a = 1}), rawlen, #"x", table.getn({1, 2}), rawget({5}, 1), rawequal("a", "a"), rawequal({}, {}), type(next))
for i, v in ipairs{1, 2, nil, 4} do print(i, v) end for i, v in ipairs{} do print("no") end
t = {1, 2, 3, 4, 5} for k, v in pairs(t) do t[k] = nil end print(show(t), next(t))
t = {} for i = 1, 20 do t["x" .. i] = i end for k in pairs(t) do t[k] = t[k] * 2 end print(show(t))
print(table.foreach({a = 1}, function(k, v) return k .. v end), table.foreachi({1, 2}, function(i, v) if i == 2 then return v * 10 end end))
print(#{n = 3}, #{1, 2, 3, nil}, #{1, 2, 3, nil, 5}, #{nil}, #{nil, 2}, #{1, nil, 3, nil, 5, nil}, #{[1] = 1, [2] = 2}, #{1, [3] = 3})
local a, b, c = (function() return 1, 2, 3 end)() print(a, b, c) a, b, c = 0, (function() return 1, 2, 3 end)() print(a, b, c) a, b, c = (function() return 1, 2, 3 end)(), 10 print(a, b, c) a, b = b, a print(a, b)
t = {} t.x, t.y, t.z = 1, 2 print(show(t)) local i = 1 i, t[i] = i + 1, 20 print(i, show(t))
