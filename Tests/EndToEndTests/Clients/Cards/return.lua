--[[ibscript
api     = 1
name    = "return-cards"
summary = "Acceptance cards E80 to E87, second half: what was left behind is found"
]]

-- Prints the same lines as the first half, from what TWS answers.
tws.reqOpenOrders()
while true do
    local event, msg = first_of { open = "openOrder", done = "openOrderEnd", late = 15 }
    assert(event ~= "late", "openOrderEnd within 15 s")
    if event == "done" then break end
    print("open " .. msg.order.permId)
end
print("ok E84")

local found = executions {}
for _, item in ipairs(found) do print("filled " .. item.execution.execId) end
assert(#found >= 2, "E85: the executions")
print("ok E85")

tws.reqCompletedOrders(false)
local completed = {}
while true do
    local event, msg = first_of { order = "completedOrder", done = "completedOrdersEnd", late = 15 }
    assert(event ~= "late", "completedOrdersEnd within 15 s")
    if event == "done" then break end
    completed[msg.contract.symbol] = msg.orderState.status
end
assert(completed.SPY == "Filled" and completed.MSFT == "Filled", "E85: completed as Filled")

local held = {}
for _, item in ipairs(positions()) do held[item.contract.symbol] = item.position end
assert(held.SPY == 15, "E86: the long position")
print("ok E86")
assert(held.MSFT == -15, "E87: the short position")
print("ok E87")
