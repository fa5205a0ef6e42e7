--[[ibscript
api     = 1
name    = "bracket-cards"
summary = "Acceptance cards E50 to E53: an entry with a target and a stop"

[trade]
short = true
sides         = ["BUY", "SELL"]
order_types   = ["MKT", "LMT", "STP"]
max_order_qty = 100
]]

local aapl = contract("AAPL")
local quote = snapshot(aapl)
local function cents(price) return math.floor(price * 100 + 0.5) / 100 end
local far_below, below = cents(quote.bid * 0.8), cents(quote.bid * 0.97)
local above, far_above = cents(quote.ask * 1.03), cents(quote.ask * 1.2)

local function await(trade, test, text)
    while not test(trade) do assert(trade:wait("status", 15), text .. " within 15 s") end
end

local function is(status, why)
    return function(trade) return trade.status == status and (trade.whyHeld or "") == (why or "") end
end

local function ended(trade, status)
    pcall(function() trade:wait(nil, 15) end)
    return trade.status == status
end

local cases = { { "E50", "BUY", below, far_above, far_below }, { "E51", "SELL", above, far_below, far_above } }
for _, case in ipairs(cases) do
    local number, action, limit, target, stop = table.unpack(case)
    local group = bracket(aapl, { action = action, quantity = 10, limit = limit, target = target, stop = stop })
    await(group.parent, is("Submitted"), number .. ": the parent works")
    await(group.target, is("PreSubmitted", "child"), number .. ": the target waits")
    await(group.stop, is("PreSubmitted", "child,trigger"), number .. ": the stop waits")
    group.parent:cancel()
    for _, name in ipairs { "parent", "target", "stop" } do
        assert(ended(group[name], "Cancelled"), number .. ": the " .. name .. " ends")
    end
    print("ok " .. number)
end

local group = bracket(aapl, { action = "BUY", quantity = 10, target = far_above, stop = far_below })
group.parent:wait()
await(group.target, is("Submitted"), "E52: the target works")
await(group.stop, is("PreSubmitted", "trigger"), "E52: the stop waits for its trigger only")
group.target:cancel()
assert(ended(group.target, "Cancelled") and ended(group.stop, "Cancelled"), "E52: the cancel of one ends the other")
group = bracket(aapl, { action = "BUY", quantity = 10, target = below, stop = far_below })
assert(ended(group.target, "Filled") and ended(group.stop, "Cancelled"), "E52: the fill of one ends the other")
print("ok E52")

group = bracket(aapl, { action = "BUY", quantity = 10, target = far_above, stop = above })
assert(ended(group.stop, "Filled") and ended(group.target, "Cancelled"), "E52b: the stop ends the target")
print("ok E52b")
