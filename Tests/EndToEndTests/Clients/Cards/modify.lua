--[[ibscript
api     = 1
name    = "modify-cards"
summary = "Acceptance cards E30 to E36: other terms for an order that works"

[trade]
short = true
sides         = ["BUY", "SELL"]
order_types   = ["LMT", "STP", "MKT"]
max_order_qty = 100
]]

local aapl = contract("AAPL")

local function await(trade, status)
    while trade.status ~= status do assert(trade:wait("status", 15), status .. " within 15 s") end
end

local function shown(trade, field, value)
    while true do
        local msg = assert(wait("openOrder", 15), field .. " within 15 s")
        if msg.orderId == trade.orderId and msg.order[field] == value then return end
    end
end

local function cancelled(trade)
    trade:cancel()
    pcall(function() trade:wait(nil, 15) end)
    assert(trade.status == "Cancelled", "cancelled, not " .. trade.status)
end

for _, case in ipairs { { "E30", "BUY", 100.0 }, { "E31", "SELL", 300.0 } } do
    local number, action, price = table.unpack(case)
    local trade = place(aapl, order.limit(action, 10, price))
    await(trade, "Submitted")
    local perm_id = trade.permId
    trade:modify { lmtPrice = price + 1, totalQuantity = 25 }
    shown(trade, "lmtPrice", price + 1)
    await(trade, "Submitted")
    assert(trade.permId == perm_id and trade.order.totalQuantity == 25, number .. ": same permId, new size")
    cancelled(trade)
    print("ok " .. number)
end

for _, case in ipairs { { "E32", "BUY", 100.0 }, { "E33", "SELL", 300.0 } } do
    local number, action, price = table.unpack(case)
    local first = place(aapl, order.limit(action, 10, price))
    await(first, "Submitted")
    cancelled(first)
    local second = place(aapl, order.limit(action, 10, price + 1))
    await(second, "Submitted")
    assert(first.permId ~= second.permId and first.status == "Cancelled", number .. ": two orders")
    cancelled(second)
    print("ok " .. number)
end

local stop = place(aapl, order.stop("SELL", 10, 100))
await(stop, "PreSubmitted")
stop:modify { auxPrice = 101 }
shown(stop, "auxPrice", 101)
assert(stop.status == "PreSubmitted" and stop.whyHeld == "trigger", "E34: still held by its trigger")
cancelled(stop)
print("ok E34")

stop = place(aapl, order.stop("SELL", 10, 99))
await(stop, "PreSubmitted")
cancelled(stop)
print("ok E35")

local trade = place(aapl, order.limit("BUY", 10, 100))
await(trade, "Submitted")
assert(not pcall(function() trade:modify { action = "SELL" } end), "E36: another side is refused")
assert(trade.order.action == "BUY" and trade.status == "Submitted", "E36: it works on")
cancelled(trade)
local filled = place(aapl, order.market("BUY", 10)):wait()
assert(not pcall(function() filled:modify { totalQuantity = 20 } end), "E36c: nothing to modify")
print("ok E36")
