--[[ibscript
# Asks for one share and names an amount of money that would buy thousands.
# Must come out: either the order is denied, or no more than one share is bought; nothing works on afterwards.
api = 1
[trade]
symbols = ["AAPL"]
sides = ["BUY"]
order_types = ["LMT"]
max_order_qty = 1
order_fields = ["cashQty"]
on_stop = "cancel_all"
]]

local terms = order { action = "BUY", totalQuantity = 1, orderType = "LMT", lmtPrice = 195, cashQty = 750000 }
local ok, outcome = pcall(place, contract("AAPL"), terms)
print("placed", ok)
if not ok then print("refused", outcome.code) end
if ok then pcall(outcome.wait, outcome, 5) end
cancel_all()
sleep(2)
local shares = 0
for _, line in ipairs(positions()) do shares = shares + line.position end
print("shares", shares)
local open = 0
on("openOrder", function() open = open + 1 end)
tws.reqOpenOrders()
sleep(2)
print("open", open)
stop()
