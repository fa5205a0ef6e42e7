--[[ibscript
api     = 1
name    = "hk-limit-and-market"
summary = "Hong Kong: watch everything, buy 177 once at a limit and once at market"

[trade]
symbols       = ["177"]
sides         = ["BUY"]
order_types   = ["MKT", "LMT"]
max_order_qty = 2000
]]

-- A watcher on every message, then one limit and one market order.
on("*", print)

local cont = contract("177", "STK", "SEHK", "SEHK", "HKD")
place(cont, order("BUY", 2000, 10.40))
place(cont, order("BUY", 2000))
