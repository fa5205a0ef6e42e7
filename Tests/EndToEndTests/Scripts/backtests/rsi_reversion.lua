-- Buys when the relative strength of 14 bars is below 35, sells when it is above 60; from the 41st bar on.
local stock = contract("ACME")
local strength, bars, held = rsi(14), 0, false
local series = history(stock, { bars = "1 day", duration = "1 Y", live = true })
on("bar", function(bar)
    bars = bars + 1
    local value = strength:push(bar.close)
    if bars < 41 then return end
    if value < 35 and not held then
        place(stock, order("BUY", 100))
        held = true
    elseif value > 60 and held then
        place(stock, order("SELL", 100))
        held = false
    end
end)
