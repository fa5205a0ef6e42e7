--[[ibscript
api     = 1
name    = "cross-alert"
summary = "When one symbol moves fast, buy another; once for each event"

[inputs]
watch   = { type = "symbol", default = "V" }
buy     = { type = "symbol", default = "MA" }
qty     = { type = "integer", default = 10, min = 1, max = 1000 }
percent = { type = "number", default = 5, min = 0.1, max = 50, summary = "the move" }
minutes = { type = "number", default = 5, min = 0.1, max = 600, summary = "the time that it may take" }

[trade]
symbols       = ["$buy"]
sides         = ["BUY"]
order_types   = ["MKT"]
max_order_qty = 1000
]]

local q = quote(contract(input.watch))
local points = {}          -- prices of the window with their times, oldest first
local armed = true

local function move(price)
    local at = now()
    points[#points + 1] = { at = at, price = price }
    while points[1].at < at - input.minutes * 60 do table.remove(points, 1) end
    local least, most = price, price
    for _, p in ipairs(points) do least, most = math.min(least, p.price), math.max(most, p.price) end
    return 100 * math.max(price / least - 1, 1 - price / most)
end

while true do
    if q.last then
        local percent = move(q.last)
        if percent >= input.percent and armed then
            armed = false
            local trade = place(contract(input.buy), order("BUY", input.qty))
            notify(string.format("%s has moved %.1f %%: %s is bought", input.watch, percent, input.buy))
            spawn(function()
                trade:wait()
                log("bought %d %s at %.2f", trade.filled, input.buy, trade.avgFillPrice)
            end)
        elseif percent < input.percent / 2 then
            armed = true       -- the event is over
        end
    end
    wait("quote")
end
