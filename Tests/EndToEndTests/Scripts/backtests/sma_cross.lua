-- Holds while the average of 10 closes is above that of 30; from the 41st bar on.
local stock = contract("ACME")
local fast, slow, bars, held = sma(10), sma(30), 0, false
local series = history(stock, { bars = "1 day", duration = "1 Y", live = true })
on("bar", function(bar)
    bars = bars + 1
    local quick, calm = fast:push(bar.close), slow:push(bar.close)
    if bars < 41 then return end
    if quick > calm and not held then
        place(stock, order("BUY", 100))
        held = true
    elseif quick < calm and held then
        place(stock, order("SELL", 100))
        held = false
    end
end)
