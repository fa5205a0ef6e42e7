--[[ibscript
api     = 1
name    = "option-cards"
summary = "Acceptance cards E90 to E101: options"

[trade]
short = true
sides         = ["BUY", "SELL"]
order_types   = ["MKT", "LMT", "STP"]
max_order_qty = 1000               # shares: ten contracts
]]

local call = contract { symbol = "AAPL", secType = "OPT", exchange = "SMART", currency = "USD", strike = 190,
    right = "C", lastTradeDateOrContractMonth = "20260220", multiplier = "100" }

local function await(trade, status)
    while trade.status ~= status do assert(trade:wait("status", 15), status .. " within 15 s") end
end

local function cancelled(trade)
    trade:cancel()
    pcall(function() trade:wait(nil, 15) end)
    return trade.status == "Cancelled"
end

local buy, sell = place(call, order.limit("BUY", 2, 0.05)), place(call, order.limit("SELL", 2, 90.0))
await(buy, "Submitted")
print("ok E90")
await(sell, "Submitted")
print("ok E91")
buy:modify { lmtPrice = 0.1 }
assert(cancelled(buy) and cancelled(sell), "E100: cancelled")
print("ok E100")

local opening = place(call, order.market("BUY", 2)):wait()
assert(math.abs(opening.commission - 1.3) < 1e-9, "E92: 0.65 for each of 2")
local held = 0
for _, item in ipairs(positions()) do if item.contract.secType == "OPT" then held = held + item.position end end
assert(held == 2, "E101: the position")
local closing = place(call, order.market("SELL", 2)):wait()
local profit = 200 * (closing.avgFillPrice - opening.avgFillPrice) - 2.6
local realized = 0
for _, fill in ipairs(closing.fills) do realized = realized + fill.realizedPNL end
assert(math.abs(realized - profit) < 0.01, "E92: a profit of " .. profit)
print("ok E92")

local stop = place(call, order.stop("SELL", 1, 0.05))
await(stop, "PreSubmitted")
assert(stop.whyHeld == "trigger" and cancelled(stop), "E96: held by its trigger")
print("ok E96")

local kill = place(call, order { action = "BUY", totalQuantity = 1, orderType = "LMT", lmtPrice = 0.05, tif = "FOK" })
pcall(function() kill:wait(nil, 15) end)
assert(kill.status == "Inactive", "E99: inactive")
print("ok E99")
