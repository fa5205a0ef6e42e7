local a = ("\0"):rep(1000000)
local b, c = a .. "b", a .. "c"
print(b < c, b == c)
local t = {}
for i = 1, 1000 do t[i] = ("%"):rep(100) .. i end
table.sort(t)
table.sort(t, string.format)
table.sort(t, function(x, y) return x > y end)
