--[[ibscript
api     = 1
name    = "trigger-cards"
summary = "Acceptance cards E20 to E27: orders that wait for a trigger"

[trade]
short = true
symbols       = ["AAPL"]
sides         = ["BUY", "SELL"]
order_types   = ["STP", "STP LMT", "MIT", "LIT"]
max_order_qty = 100
]]

local aapl = contract("AAPL")
local quote = snapshot(aapl)
local function cents(price) return math.floor(price * 100 + 0.5) / 100 end
local far_below, below = cents(quote.bid * 0.9), cents(quote.bid * 0.99)
local above, far_above = cents(quote.ask * 1.01), cents(quote.ask * 1.1)

local function try(action, kind, trigger, limit)
    return place(aapl, order { action = action, totalQuantity = 10, orderType = kind, auxPrice = trigger,
        lmtPrice = limit })
end

local function card(number, action, kind, waiting, firing)
    local trade = try(action, kind, table.unpack(waiting))
    while trade.status ~= "PreSubmitted" do assert(trade:wait("status", 15), number .. ": PreSubmitted") end
    assert(trade.whyHeld == "trigger", number .. ": held by its trigger")
    assert(trade.order.auxPrice == waiting[1], number .. ": its trigger comes back")
    trade:cancel()
    pcall(function() trade:wait(nil, 15) end)
    assert(trade.status == "Cancelled", number .. ": cancelled")
    trade = try(action, kind, table.unpack(firing)):wait(nil, 15)
    assert(trade and trade.status == "Filled", number .. ": fires and fills")
    print("ok " .. number)
end

card("E20", "BUY", "STP", { far_above }, { below })
card("E21", "SELL", "STP", { far_below }, { above })
card("E22", "BUY", "STP LMT", { far_above, far_above }, { below, above })
card("E23", "SELL", "STP LMT", { far_below, far_below }, { above, below })

-- The other types of the header are open on the embedded simulator only; elsewhere the stricter default counts.
local function refused(number, kind, limit)
    local good, failure = pcall(try, "BUY", kind, far_below, limit)
    assert(not good and tostring(failure):find("is not permitted", 1, true), number .. ": denied before it leaves")
    print("denied " .. number)
end
if pcall(function() card("E24", "BUY", "MIT", { far_below }, { above }) end) then
    card("E25", "SELL", "MIT", { far_above }, { below })
    card("E26", "BUY", "LIT", { far_below, far_below }, { above, above })
    card("E27", "SELL", "LIT", { far_above, far_above }, { below, below })
else
    refused("E24", "MIT")
    refused("E26", "LIT", far_below)
end
