--[[ibscript
api     = 1
name    = "buy-aapl"
summary = "Buy once, at market or at a limit"

[inputs]
symbol = { type = "symbol", default = "AAPL" }
qty    = { type = "integer", default = 100, min = 1, max = 500 }
limit  = { type = "price", optional = true }
key    = { type = "string", optional = true, summary = "with a key the order is placed once for ever" }

[trade]
symbols       = ["$symbol"]        # binds the permission to the input
sides         = ["BUY"]
order_types   = ["MKT", "LMT"]
max_order_qty = 500
on_stop       = "leave"
]]

local trade = place(contract(input.symbol), order("BUY", input.qty, input.limit), { key = input.key })
trade:wait()
log("bought %d at %.2f, commission %.2f", trade.filled, trade.avgFillPrice, trade.commission)
