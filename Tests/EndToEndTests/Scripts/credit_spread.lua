--[[ibscript
# Buys one vertical spread of calls for a credit, and waits for it.
# Must come out: filled 1 and nothing remaining, whatever the legs did; an average price of -1 or less; the commission of
# both legs; one contract of each leg, with opposite signs; the wait over in less than 5 s. Exit status 0.
# Asked first what it would cost: the margin of a vertical spread is the distance of its strikes, 5 points of 100 shares
# (Cboe margin manual, short call spread), the commission that of both legs; no order and no position comes of the question.
api = 1
[trade]
symbols = ["AAPL"]
sec_types = ["OPT"]
order_types = ["LMT"]
combos = true
short = true
negative_prices = true
]]

local function call(strike) return qualify(contract.option("AAPL", "20260220", strike, "C")) end

local sold, bought = call(190), call(195)
local spread = contract.combo("AAPL", {
    { conId = sold.conId, ratio = 1, action = "SELL" },
    { conId = bought.conId, ratio = 1, action = "BUY" },
})
local cost = what_if(spread, order("BUY", 1, -1.0))
print("what_if", cost.initMarginChange, cost.commissionAndFees, "orders", #orders(), "positions", #positions())
local begin = now()
local trade = place(spread, order("BUY", 1, -1.0))
trade:wait(30)
print("status", trade.status)
print("filled", trade.filled, "remaining", trade.remaining)
print("credit", trade.avgFillPrice <= -1)
print("commission", trade.commission)
print("in time", now() - begin < 5)
local held = {}
for _, line in ipairs(positions()) do held[line.contract.conId] = line.position end
print("legs", held[sold.conId], held[bought.conId])
