--[[ibscript
api     = 1
name    = "rebalance"
summary = "Bring positions to target weights: sell first, then buy; a second run places nothing"

[inputs]
weights = { type = "string", default = "AAPL 20, MSFT 15, IBM 10", summary = "percent of the account's value" }
band    = { type = "number", default = 1, min = 0.1, max = 20, summary = "deviation that is left alone, in percent" }

[trade]
order_types   = ["MKT"]
max_order_qty = 10000
]]

local worth = account().NetLiquidation
local held = {}
for _, p in ipairs(positions()) do held[p.contract.symbol] = p.position end

local plan = {}
for symbol, percent in input.weights:gmatch("(%u[%u%d%.]*)%s+(%d+%.?%d*)") do
    local c = contract(symbol)
    local s = snapshot(c)
    local price = s.last or s.close or s.ask
    local wanted = math.floor(worth * tonumber(percent) / 100 / price)
    plan[#plan + 1] = { c = c, symbol = symbol, price = price, wanted = wanted, gap = wanted - (held[symbol] or 0) }
end
if #plan == 0 then error("no weights: write weights=\"AAPL 20, MSFT 15\"") end

-- What is sold pays for what is bought.
table.sort(plan, function(a, b) return a.gap * a.price < b.gap * b.price end)
for _, p in ipairs(plan) do
    local off = 100 * math.abs(p.gap) * p.price / worth
    if off < input.band then
        log("%s: %d held, %.2f %% off: left alone", p.symbol, held[p.symbol] or 0, off)
    else
        local trade = target_position(p.c, p.wanted)
        if trade then trade:wait() end
        log("%s: now %d", p.symbol, p.wanted)
    end
end
