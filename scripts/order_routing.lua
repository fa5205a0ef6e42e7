--[[ibscript
api     = 1
name    = "order-routing"
summary = "Sell 100 AAPL at market and show what the server says"

[trade]
symbols       = ["AAPL"]
sides         = ["SELL"]
order_types   = ["MKT"]
max_order_qty = 100
short         = true
]]

on("error", function(msg) print("Server Error:", msg) end)
on("*", function(msg) print("Server Msg:", msg.typeName, "-", msg) end)

place(contract("AAPL", "STK", "SMART", "SMART", "USD"), order("SELL", 100))
