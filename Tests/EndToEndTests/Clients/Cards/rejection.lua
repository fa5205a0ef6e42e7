--[[ibscript
api     = 1
name    = "rejection-cards"
summary = "Acceptance cards E70 to E78: orders that are refused"

[trade]
short = true
symbols       = ["AAPL", "SPY", "NOSUCHSYM"]
sides         = ["BUY", "SELL"]
order_types   = ["MKT", "LMT", "STP"]
max_order_qty = 10000
]]

local codes = {}
on("error", function(msg) codes[msg.reqId] = msg.errorCode end)

-- The order fails at the line that waits for it, and TWS has told this code, before or after.
local function fails(number, code, symbol, fields)
    local trade = place(contract(symbol), order(fields))
    assert(not pcall(function() trade:wait(nil, 15) end), number .. ": an error is raised")
    while codes[trade.orderId] ~= code do assert(wait("error", 15), number .. ": code " .. code .. " within 15 s") end
    assert(trade.filled == 0, number .. ": nothing filled")
end

-- The order is denied before it leaves.
local function denied(number, text, fields)
    local good, failure = pcall(function() place(contract("AAPL"), order(fields)) end)
    assert(not good and tostring(failure):find(text, 1, true), number .. ": " .. text .. ", not " .. tostring(failure))
end

local function limit(price, quantity)
    return { action = "BUY", totalQuantity = quantity or 10, orderType = "LMT", lmtPrice = price }
end

-- A price between two steps leaves at the step that is no worse for the account.
local between = place(contract("AAPL"), order(limit(150.005)))
assert(between.order.lmtPrice == 150.0, "E70: rounded down")
between:cancel()
pcall(between.wait, between)
assert(between.status == "Cancelled" and not codes[between.orderId], "E70: accepted, then cancelled")
print("ok E70")
fails("E71", 201, "SPY", limit(600.0, 10000))
print("ok E71")
denied("E72", "is not permitted", { action = "BUY", totalQuantity = 10, orderType = "WRONG" })
print("ok E72")
denied("E73", "is not permitted", { action = "BUY", totalQuantity = 10, orderType = "MKT", tif = "NEVER" })
-- TWS does not know the contract, so that the order never leaves.
local known, unknown = pcall(place, contract("NOSUCHSYM"), order("BUY", 10))
assert(not known and tostring(unknown):find("No security definition", 1, true), "E73b: " .. tostring(unknown))
denied("E73b", "is not a quantity", { action = "BUY", totalQuantity = 0, orderType = "MKT" })
print("ok E73")

local good, bad = place(contract("AAPL"), order(limit(100.0))), place(contract("SPY"), order(limit(600.0, 10000)))
local also_good = place(contract("SPY"), order(limit(100.0)))
assert(not pcall(function() bad:wait(nil, 15) end) and bad.error.code == 201, "E78: one is refused")
for _, trade in ipairs { good, also_good } do
    while trade.status ~= "Submitted" do assert(trade:wait("status", 15), "E78: the others work") end
    assert(not trade.error, "E78: without an error")
end
cancel_all()
print("ok E78")
