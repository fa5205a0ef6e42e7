--[[ibscript
# Buys for an amount of money, and sells what it got.
# Must come out: 1,000 USD buy between 5 and 5.5 shares of AAPL, none remaining; of the sale the API takes whole shares
# only, and refuses the fraction with 10243, as TWS does. Exit status 0.
api = 1
[trade]
symbols = ["AAPL"]
fractional = true
order_fields = ["cashQty"]
]]

local apple = contract("AAPL")
local trade = place(apple, order { action = "BUY", orderType = "MKT", cashQty = 1000 })
trade:wait(30)
print("bought", trade.status, trade.filled > 5 and trade.filled < 5.5, "remaining", trade.remaining)
local sale = place(apple, order("SELL", math.floor(trade.filled)))
sale:wait(30)
print("sold", sale.status, sale.filled)
local ok, refusal = pcall(function() place(apple, order("SELL", trade.filled - sale.filled)):wait(30) end)
print("fraction", ok, refusal.code)
print("positions", #positions())
