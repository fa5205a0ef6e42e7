--[[ibscript
api     = 1
name    = "cancel-cards"
summary = "Acceptance cards E40 to E44: cancels"

[trade]
short = true
symbols       = ["AAPL", "MSFT"]
sides         = ["BUY"]
order_types   = ["LMT", "MKT"]
max_order_qty = 100
]]

local notices = {}
on("error", function(msg) notices[msg.reqId .. " " .. msg.errorCode] = true end)

local function rest(symbol, price)
    local trade = place(contract(symbol), order.limit("BUY", 10, price))
    while trade.status ~= "Submitted" do assert(trade:wait("status", 15), "Submitted within 15 s") end
    return trade
end

local function ended(trade)
    pcall(function() trade:wait(nil, 15) end)
    while not notices[trade.orderId .. " 202"] do assert(wait("error", 15), "notice 202 within 15 s") end
    return trade.status == "Cancelled" and trade.filled == 0 and trade.remaining == 10
end

local trade = rest("AAPL", 100)
trade:cancel()
assert(ended(trade), "E40: cancelled with notice 202")
print("ok E40")

local trades = { rest("AAPL", 100), rest("MSFT", 100), rest("AAPL", 101) }
cancel_all()
for _, each in ipairs(trades) do assert(ended(each), "E41: all cancelled") end
print("ok E41")

trades = { rest("AAPL", 100), rest("MSFT", 100) }
cancel(trades[1])
assert(ended(trades[1]) and trades[2].status == "Submitted", "E42: the other works on")
cancel(trades[2])
assert(ended(trades[2]), "E42: then the other")
print("ok E42")

trades[2]:cancel()
local filled = place(contract("AAPL"), order.market("BUY", 10)):wait()
filled:cancel()
assert(trades[2].status == "Cancelled" and filled.status == "Filled", "E44: what is over stays as it is")
print("ok E44")
