local c, o = contract("AAPL"), order("BUY", 1, 160)
local t = place(c, o)
t:on("status", function(s) print(s) end)
sleep(0.5)
t:modify{ lmtPrice = 159.5 }
t:cancel()
pcall(t.wait, t, 5)
for _, f in ipairs(t.fills) do print(f) end
for k, v in pairs(positions()) do print(k, v) end
