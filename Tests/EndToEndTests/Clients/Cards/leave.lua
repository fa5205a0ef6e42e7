--[[ibscript
api     = 1
name    = "leave-cards"
summary = "Acceptance cards E80 to E87, first half: trade, and leave orders behind"

[trade]
short = true
symbols       = ["AAPL", "MSFT", "SPY"]
sides         = ["BUY", "SELL"]
order_types   = ["MKT", "LMT", "STP"]
max_order_qty = 100
on_stop       = "leave"
]]

-- Prints what comes back after the next start: permIds of the open orders, execIds of the fills.
local function left(symbol, fields)
    local trade = place(contract(symbol), order(fields))
    while trade.remaining ~= fields.totalQuantity or not trade.permId do
        assert(trade:wait("status", 15), "acknowledged within 15 s")
    end
    print("open " .. trade.permId)
end

local function filled(symbol, action, quantity)
    local trade = place(contract(symbol), order.market(action, quantity)):wait()
    for _, fill in ipairs(trade.fills) do print("filled " .. fill.execId) end
end

filled("SPY", "BUY", 15)
filled("MSFT", "SELL", 15)
left("AAPL", { action = "BUY", totalQuantity = 10, orderType = "LMT", lmtPrice = 100.0, tif = "GTC" })
left("AAPL", { action = "SELL", totalQuantity = 10, orderType = "STP", auxPrice = 50.0, tif = "GTC" })
