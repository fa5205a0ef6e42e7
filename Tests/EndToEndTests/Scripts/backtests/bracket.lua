-- Buys whenever nothing is held, with a stop 6 % below the last close and a target 6 % above it; from the 41st bar on.
local stock = contract("ACME")
local bars, legs = 0, nil
local function cents(price) return math.floor(price * 100 + 0.5) / 100 end
local series = history(stock, { bars = "1 day", duration = "1 Y", live = true })
on("bar", function(bar)
    bars = bars + 1
    if bars < 41 then return end
    if legs and not (legs.target.isDone or legs.stop.isDone) then return end
    legs = bracket(stock, {
        action = "BUY", quantity = 100, tif = "GTC",
        stop = cents(bar.close * 0.94), target = cents(bar.close * 1.06),
    })
end)
