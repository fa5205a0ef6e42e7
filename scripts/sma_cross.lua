--[[ibscript
api     = 1
name    = "sma-cross"
summary = "Hold a stock while its fast average is above the slow one"

[inputs]
symbol = { type = "symbol", default = "ACME" }
qty    = { type = "integer", default = 100, min = 1, max = 1000 }
fast   = { type = "integer", default = 10, min = 2, max = 200 }
slow   = { type = "integer", default = 30, min = 3, max = 400 }

[trade]
symbols       = ["$symbol"]
sides         = ["BUY", "SELL"]
order_types   = ["MKT"]
max_order_qty = 1000
]]

local stock = contract(input.symbol)
local fast, slow, cross = sma(input.fast), sma(input.slow), crossing()
local held = 0

-- What was before the run warms the averages up; its last bar may still be forming.
local series = history(stock, { bars = "1 day", duration = "1 Y", live = true })
for i = 1, #series - 1 do
    fast:push(series[i].close)
    slow:push(series[i].close)
end

on("bar", function(bar)
    local quick, calm = fast:push(bar.close), slow:push(bar.close)
    if not calm then return end
    local signal = cross:push(quick, calm)
    if signal == "above" and held == 0 then
        place(stock, order("BUY", input.qty))
        held = input.qty
    elseif signal == "below" and held > 0 then
        place(stock, order("SELL", held))
        held = 0
    end
end)
