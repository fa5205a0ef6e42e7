--[[ibscript
api     = 1
name    = "market-cards"
summary = "Acceptance cards E01 to E06: market orders"

[trade]
short = true
symbols       = ["AAPL", "MSFT", "IBM"]
sides         = ["BUY", "SELL"]
order_types   = ["MKT"]
max_order_qty = 100
]]

local function held(symbol)
    for _, item in ipairs(positions()) do
        if item.contract.symbol == symbol then return item.position end
    end
    return 0
end

local function filled(symbol, action, quantity, fields)
    local o = order.market(action, quantity)
    for name, value in pairs(fields or {}) do o[name] = value end
    local trade = place(contract(symbol), o):wait()
    local sum = 0
    for _, fill in ipairs(trade.fills) do
        sum = sum + fill.shares
        assert(fill.commission, "a commission for each execution")
    end
    assert(trade.status == "Filled" and trade.filled == quantity and trade.remaining == 0, "filled whole")
    assert(sum == quantity, "executions add up to " .. quantity)
    return trade
end

local before = held("AAPL")
local quote = snapshot(contract("AAPL"))
local trade = filled("AAPL", "BUY", 100)
assert(math.abs(trade.avgFillPrice - quote.ask) < 0.01 * quote.ask, "E01: a price near the ask")
assert(trade.commission == 1.0, "E01: a commission of 1.00")
assert(trade.permId > 0, "E01: a permId")
assert(held("AAPL") == before + 100, "E01: 100 more in the position")
print("ok E01")

before = held("MSFT")
trade = filled("MSFT", "SELL", 100)
assert(trade.fills[1].side == "SLD", "E02: side SLD")
assert(held("MSFT") == before - 100, "E02: a short position")
filled("MSFT", "BUY", 100)
print("ok E02")

trade = filled("AAPL", "BUY", 10, { tif = "IOC" })
assert(trade.order.tif == "IOC", "E03: IOC stays")
print("ok E03")

trade = filled("AAPL", "BUY", 10, { tif = "FOK" })
assert(#trade.fills == 1, "E04: one execution")
print("ok E04")

before = held("IBM")
local opening, closing = filled("IBM", "BUY", 100), filled("IBM", "SELL", 100)
assert(held("IBM") == before, "E06: flat again")
local profit = 100 * (closing.avgFillPrice - opening.avgFillPrice) - opening.commission - closing.commission
local told = 0
for _, fill in ipairs(closing.fills) do told = told + fill.realizedPNL end
assert(math.abs(told - profit) < 0.01, "E06: a profit of " .. profit .. ", not " .. told)
print("ok E06")
