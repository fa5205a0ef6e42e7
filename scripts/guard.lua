--[[ibscript
api     = 1
name    = "guard"
summary = "Watch over the account: a stop for every naked position, and the end of the day at a loss"

[inputs]
max_loss = { type = "number", default = 5000, min = 1, summary = "loss since the day began at which all is closed" }
stop     = { type = "number", default = 3, min = 0.1, max = 50, summary = "distance of stops, in percent of the cost" }
every    = { type = "number", default = 5, min = 0.5, max = 3600, summary = "seconds between two looks" }

[trade]
order_types   = ["STP"]
max_order_qty = 10000
scope         = "account"             # sees, cancels and closes what others have placed
]]

local function cents(price) return math.floor(price * 100 + 0.5) / 100 end

-- The first look of a day is what its loss counts from, also after a restart.
local function loss()
    local worth = account().NetLiquidation
    if state.day ~= time.today() then state.day, state.worth = time.today(), worth end
    return state.worth - worth
end

local function protect()
    local covered = {}
    for _, t in ipairs(orders{account = true}) do
        if t.order.orderType == "STP" or t.order.orderType == "TRAIL" then
            local symbol, sign = t.contract.symbol, t.order.action == "SELL" and 1 or -1
            covered[symbol] = (covered[symbol] or 0) + sign * t.remaining
        end
    end
    for _, p in ipairs(positions()) do
        local naked = p.position - (covered[p.contract.symbol] or 0)
        if naked * p.position > 0 then
            local side, sign = naked > 0 and "SELL" or "BUY", naked > 0 and 1 or -1
            local price = cents(p.avgCost * (1 - sign * input.stop / 100))
            local c = contract(p.contract.symbol, p.contract.secType, "SMART", "", p.contract.currency)
            place(c, order.stop(side, math.abs(naked), price))
            log("%s: %s is naked, stop at %.2f", p.contract.symbol, naked, price)
        end
    end
end

while true do
    local lost = loss()
    if lost >= input.max_loss then
        notify(string.format("%.2f lost today: the account is flattened", lost), {title = "guard", level = "alarm"})
        flatten{account = true}           -- and nothing enters any more until a person resumes
        stop("flat")
    end
    protect()
    sleep(input.every)
end
