--[[ibscript
api     = 1
name    = "wheel"
summary = "Sell a put by delta and expiry, roll it in time, sell calls against assigned stock"

[inputs]
symbol   = { type = "symbol", default = "AAPL" }
days_min = { type = "integer", default = 20, min = 1 }
days_max = { type = "integer", default = 60, min = 1 }
roll     = { type = "integer", default = 7, min = 0, summary = "roll when so many days are left" }
once     = { type = "boolean", default = false, summary = "look once, then end" }

[trade]
symbols       = ["$symbol"]
sec_types     = ["STK", "OPT"]     # on paper and live, the account's limits file must name OPT too
sides         = ["BUY", "SELL"]
order_types   = ["MKT"]
max_order_qty = 1000               # units: ten contracts of 100 shares
short         = true
on_stop       = "leave"
]]

local stock = qualify(contract(input.symbol))

local function pick(right, low, high)
    local found = chain(stock, {
        right = right, days = { input.days_min, input.days_max }, delta = { low, high },
    })
    return found[1] or error("no " .. right .. " has such a delta")
end

local function trade(side, option)
    local t = place(option, order(side, 1), { when_connected = 60 })
    t:wait()
    log("%s %s %s %.2f at %.2f", side, option.right, option.lastTradeDateOrContractMonth, option.strike, t.avgFillPrice)
end

-- The option that is sold short, if there is one.
local function sold()
    for _, p in ipairs(positions()) do
        if p.contract.symbol == input.symbol and p.contract.secType == "OPT" and p.position < 0 then
            return qualify(contract { conId = p.contract.conId })
        end
    end
end

local function look()
    local option = sold()
    if option then
        local left = (time.parse(option.lastTradeDateOrContractMonth) - time.parse(time.today())) / 86400
        if left > input.roll then return log("%d days left: nothing to do", left) end
        trade("BUY", option)
    end
    -- With stock in hand calls are sold against it, else puts.
    if position(stock) >= 100 then trade("SELL", pick("C", 0.15, 0.35)) else trade("SELL", pick("P", -0.35, -0.15)) end
end

look()
if not input.once then daily("10:00", look, { of = stock }) end
