--[[ibscript
api     = 1
name    = "sma-cross"
summary = "Long while the fast average is above the slow one"

[inputs]
symbol = { type = "symbol", default = "AAPL" }
qty    = { type = "integer", default = 100, min = 1, max = 500 }
size   = { type = "string", default = "5 mins" }
fast   = { type = "integer", default = 10, min = 1 }
slow   = { type = "integer", default = 30, min = 2 }

[trade]
symbols       = ["$symbol"]
sides         = ["BUY", "SELL"]
order_types   = ["MKT"]
max_order_qty = 500
on_stop       = "leave"
]]

local c = qualify(contract(input.symbol))
local h = bars(c, { bars = input.size, duration = "2 D" })
local fast, slow, cross = sma(input.fast), sma(input.slow), crossing()

-- The bars of before, then each new one: after a gap those that were missed come in order.
for _, bar in ipairs(h) do
    cross:push(fast:push(bar), slow:push(bar))
end

local function trade(side, bar)
    -- A bar has one order, whatever happens to this run.
    local t = place(c, order(side, input.qty), { key = side .. bar.time, when_connected = 60 })
    t:wait()
    log("%s at %.2f, fast %.2f, slow %.2f", side, t.avgFillPrice, fast.value, slow.value)
end

on("bar", function(bar, series)
    if series ~= h then return end
    local crossed = cross:push(fast:push(bar), slow:push(bar))
    local held = position(c)
    if crossed == "above" and held <= 0 then trade("BUY", bar) end
    if crossed == "below" and held > 0 then trade("SELL", bar) end
end)
