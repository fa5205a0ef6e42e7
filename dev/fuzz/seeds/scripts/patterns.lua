local s = ("a"):rep(2000)
print(pcall(string.find, s, (".-"):rep(8) .. "b"))
print(pcall(string.match, s, ("(a*)"):rep(12) .. "b"))
for a, b in s:gmatch("(a)()") do if b > 10 then break end end
print(s:gsub("a?", function(x) return x:upper() end, 5))
