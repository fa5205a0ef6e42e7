--[[ibscript
api     = 1
name    = "flag-cards"
summary = "Acceptance cards E60 to E63: attributes of orders, where the header may open them"

[trade]
short = true
symbols       = ["AAPL"]
sides         = ["BUY"]
order_types   = ["MKT", "LMT"]
max_order_qty = 100
outside_rth   = true
order_fields  = ["hidden", "displaySize", "allOrNone"]
]]

local aapl = contract("AAPL")

local function keeps(number, name, value)
    local o = order.limit("BUY", 10, 100)
    o[name] = value
    local trade = place(aapl, o)
    while trade.status ~= "Submitted" do assert(trade:wait("status", 15), number .. ": Submitted") end
    trade:cancel()
    pcall(function() trade:wait(nil, 15) end)
    print("ok " .. number)
end

local shown = {}
on("openOrder", function(msg) shown[msg.orderId] = msg.order end)
keeps("E60", "outsideRth", true)
keeps("E61", "hidden", true)
keeps("E63", "allOrNone", true)
local kept = { 0, 0, 0 }
for _, o in pairs(shown) do
    for place, name in ipairs { "outsideRth", "hidden", "allOrNone" } do
        if o[name] then kept[place] = kept[place] + 1 end
    end
end
assert(table.concat(kept, " ") == "1 1 1", "openOrder shows each attribute once: " .. table.concat(kept, " "))

local iceberg = place(aapl, order { action = "BUY", totalQuantity = 10, orderType = "MKT", displaySize = 2 }):wait()
assert(#iceberg.fills == 5, "E62: five executions of 2, not " .. #iceberg.fills)
print("ok E62")
