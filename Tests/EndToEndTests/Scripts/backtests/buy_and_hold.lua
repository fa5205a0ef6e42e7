-- Buys once, on the 41st bar: the reference programs do the same.
local stock = contract("ACME")
local bars = 0
local series = history(stock, { bars = "1 day", duration = "1 Y", live = true })
on("bar", function()
    bars = bars + 1
    if bars == 41 then place(stock, order("BUY", 100)) end
end)
