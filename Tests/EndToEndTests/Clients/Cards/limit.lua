--[[ibscript
api     = 1
name    = "limit-cards"
summary = "Acceptance cards E10 to E19: limit orders by time in force"

[trade]
short = true
symbols       = ["AAPL"]
sides         = ["BUY", "SELL"]
order_types   = ["LMT"]
max_order_qty = 100
]]

local aapl = contract("AAPL")

local function await(trade, status)
    while trade.status ~= status do
        assert(trade:wait("status", 15), status .. " within 15 s, not " .. trade.status)
    end
end

local function ended(trade, seconds)
    pcall(function() trade:wait(nil, seconds or 15) end)
    return trade.status
end

local function limit(action, price, tif, date)
    return place(aapl, order { action = action, totalQuantity = 10, orderType = "LMT", lmtPrice = price, tif = tif,
        goodTillDate = date })
end

local function rests(card, action, price, tif, date)
    local trade = limit(action, price, tif, date)
    await(trade, "Submitted")
    assert(trade.order.tif == (tif or "DAY") and trade.order.lmtPrice == price, card .. ": its terms come back")
    assert(trade.filled == 0 and trade.remaining == 10, card .. ": nothing filled")
    trade:cancel()
    assert(ended(trade) == "Cancelled", card .. ": cancelled")
    print("ok " .. card)
end

rests("E10", "BUY", 100.0, "GTC")
rests("E11", "SELL", 300.0, "GTC")

local buy, sell = limit("BUY", 100.0, "GTC"), limit("SELL", 300.0, "GTC")
await(buy, "Submitted")
await(sell, "Submitted")
buy:cancel()
assert(ended(buy) == "Cancelled" and sell.status == "Submitted", "E12: the sell works on")
sell:cancel()
ended(sell)
print("ok E12")

local function reach() return math.floor(snapshot(aapl).ask * 102 + 0.5) / 100 end
for _, case in ipairs { { "E13", "IOC" }, { "E15", "FOK" } } do
    local price = reach()
    local trade = limit("BUY", price, case[2]):wait()
    assert(trade.status == "Filled" and trade.avgFillPrice <= price, case[1] .. ": filled within its limit")
    print("ok " .. case[1])
end
assert(ended(limit("BUY", 100.0, "IOC")) == "Cancelled", "E14: cancelled unfilled")
print("ok E14")
assert(ended(limit("BUY", 100.0, "FOK")) == "Inactive", "E16: inactive")
print("ok E16")

-- A moment of the exchange's own time, whose day is 5 January 2026; it begins at 15:00 UTC.
local function later(seconds)
    tws.reqCurrentTime()
    local moment = (assert(wait("currentTime", 15)).time + seconds) % 86400
    return string.format("20260105-%02d:%02d:%02d", moment // 3600, moment // 60 % 60, moment % 60)
end
rests("E17", "BUY", 100.0, "GTD", later(3600))
local trade = limit("BUY", 100.0, "GTD", later(40))
assert(ended(trade, 60) == "Cancelled" and trade.filled == 0, "E18: ends when its time comes")
print("ok E18")
rests("E19", "BUY", 100.0, "DAY")
