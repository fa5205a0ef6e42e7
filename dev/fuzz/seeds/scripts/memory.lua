local keep = {}
pcall(function() for i = 1, 1e9 do keep[#keep + 1] = { i, tostring(i) } end end)
pcall(function() keep.s = ("x"):rep(3000000) .. ("y"):rep(3000000) end)
for i = 1, 100 do pcall(spawn, print, keep.s, keep) end
print(pcall(table.concat, keep, ","))
