--[[ibscript
api     = 1
name    = "captured-sequences"
summary = "Play the captured cases that a script may play, and print what it was told"

[trade]
short = true
sides         = ["BUY", "SELL"]
order_types   = ["MKT", "LMT", "STP"]
max_order_qty = 100
]]

local aapl, ko = contract("AAPL"), contract("KO")
local mes = contract { symbol = "MES", secType = "FUT", exchange = "CME", currency = "USD",
    lastTradeDateOrContractMonth = "202603" }

-- Every message about orders: kind, order and what a story tells of it.
local events, owner = {}, {}
local function heard(order, text) events[#events + 1] = { order = order, text = text } end
on("openOrder", function(msg) heard(msg.orderId, "open " .. msg.orderState.status) end)
on("orderStatus", function(msg)
    heard(msg.orderId, "status " .. msg.status .. (msg.whyHeld and " " .. msg.whyHeld or ""))
end)
on("execDetails", function(msg)
    owner[msg.execution.execId] = msg.execution.orderId
    heard(msg.execution.orderId, "execution " .. msg.execution.side)
end)
on("commissionReport", function(msg)
    heard(owner[msg.execId], "commission")
end)
on("error", function(msg) heard(msg.reqId, "error " .. msg.errorCode) end)

-- Waits until `count` messages about the order have this text.
local function await(trade, text, count)
    local function found()
        local number = 0
        for _, event in ipairs(events) do
            if event.order == trade.orderId and event.text == text then number = number + 1 end
        end
        return number >= (count or 1)
    end
    while not found() do
        assert(first_of { openOrder = "openOrder", status = "orderStatus", error = "error", done = "commissionReport",
            late = 15 } ~= "late", text .. " within 15 s")
    end
end

-- Lets everything before have its effect: an order after it lives and ends.
local function fence()
    local trade = place(ko, order.limit("BUY", 1, 30))
    await(trade, "status Submitted")
    trade:cancel()
    await(trade, "error 202")
end

local function story(name, begin, roles)
    local told = {}
    for place = begin, #events do
        local role = roles[events[place].order]
        if role then told[#told + 1] = (role == "" and "" or role .. " ") .. events[place].text end
    end
    print("story " .. name .. ": " .. table.concat(told, "; "))
end

local begin = #events + 1
local trade = place(aapl, order.market("BUY", 10))
trade:wait()
story("market", begin, { [trade.orderId] = "" })

begin = #events + 1
trade = place(aapl, order.limit("BUY", 10, 100))
await(trade, "status Submitted")
fence()
story("limit", begin, { [trade.orderId] = "" })

begin = #events + 1
trade:cancel()
await(trade, "error 202")
story("cancel", begin, { [trade.orderId] = "" })

begin = #events + 1
trade = place(aapl, order.stop("SELL", 10, 100))
await(trade, "status PreSubmitted trigger", 2)
fence()
story("stop", begin, { [trade.orderId] = "" })

begin = #events + 1
trade:modify { auxPrice = 101 }
await(trade, "status PreSubmitted trigger", 4)
fence()
story("stop_modified", begin, { [trade.orderId] = "" })
trade:cancel()
await(trade, "error 202")

begin = #events + 1
trade = place(aapl, order { action = "BUY", totalQuantity = 10, orderType = "LMT", lmtPrice = 230, tif = "IOC" })
await(trade, "status Cancelled")
fence()
story("immediate_beyond", begin, { [trade.orderId] = "" })

begin = #events + 1
trade = place(aapl, order { action = "BUY", totalQuantity = 10, orderType = "LMT", lmtPrice = 100, tif = "FOK" })
await(trade, "status Inactive")
fence()
story("fill_or_kill", begin, { [trade.orderId] = "" })

local function charged(fill) return string.format("commission %.2f", fill.commission) end
local opening = place(mes, order.market("BUY", 1)):wait()
local closing = place(mes, order.market("SELL", 1)):wait()
local profit = 5 * (closing.avgFillPrice - opening.avgFillPrice) - 1.24
local told = closing.fills[1].realizedPNL
assert(told and math.abs(told - profit) < 0.005, "a profit of " .. profit .. ", not " .. tostring(told))
print("story future: " .. charged(opening.fills[1]) .. (opening.fills[1].realizedPNL and " profit" or " no profit")
    .. "; " .. charged(closing.fills[1]) .. " profit after both commissions")

begin = #events + 1
local group = bracket(aapl, { action = "BUY", quantity = 10, limit = 100, target = 500, stop = 90 })
await(group.parent, "status Submitted")
await(group.target, "status PreSubmitted child")
await(group.stop, "status PreSubmitted child,trigger")
fence()
story("bracket", begin, { [group.parent.orderId] = "parent", [group.target.orderId] = "target",
    [group.stop.orderId] = "stop" })
group.parent:cancel()
await(group.stop, "error 202")

begin = #events + 1
local state = what_if(aapl, order.market("BUY", 10))
assert(state.initMarginChange > 500, "a margin change")
local before = #events
fence()
local roles = {}
for place = begin, before do roles[events[place].order] = "" end
story("preview", begin, roles)
