--[[ibscript
api     = 1
name    = "bracket"
summary = "Enter at a limit or a stop, with a target, and a stop that follows the price"

[inputs]
symbol = { type = "symbol", default = "AAPL" }
side   = { type = "choice", default = "BUY", choices = ["BUY", "SELL"] }
qty    = { type = "integer", default = 100, min = 1, max = 500 }
kind   = { type = "choice", default = "limit", choices = ["limit", "stop"], summary = "how to enter" }
entry  = { type = "price", optional = true, summary = "price of the entry; the market's without one" }
target = { type = "number", default = 2, min = 0.05, summary = "distance of the target" }
stop   = { type = "number", default = 1, min = 0.05, summary = "distance of the stop, which follows the price" }

[trade]
symbols       = ["$symbol"]
order_types   = ["LMT", "STP"]
max_order_qty = 500
short         = true
on_stop       = "cancel_entries"      # target and stop stay at the broker
]]

local function cents(price) return math.floor(price * 100 + 0.5) / 100 end

local c = contract(input.symbol)
local sign = input.side == "BUY" and 1 or -1
local q = quote(c)
while not (q.bid and q.ask) do wait("quote") end

local entry = input.entry or (sign > 0 and q.ask or q.bid)
local level = cents(entry - sign * input.stop)
local b = bracket(c, {
    action = input.side, quantity = input.qty, target = cents(entry + sign * input.target), stop = level,
    limit = input.kind == "limit" and entry or nil, entry_stop = input.kind == "stop" and entry or nil,
})
b.parent:wait()
log("in: %d at %.2f; target %.2f, stop %.2f", b.parent.filled, b.parent.avgFillPrice, b.target.order.lmtPrice, level)

-- The stop keeps its distance to the best price so far. Target and stop cancel each other at the exchange.
while not (b.target.isDone or b.stop.isDone) do
    first_of{target = b.target, stop = b.stop, tick = "quote"}
    local wanted = cents((sign > 0 and q.bid or q.ask) - sign * input.stop)
    if not b.stop.isDone and (wanted - level) * sign >= 0.05 then
        level = wanted
        b.stop:modify{auxPrice = level}
        b.stop:wait("status", 5)
    end
end
local out = b.target.isDone and b.target.filled > 0 and b.target or b.stop
first_of{other = out == b.target and b.stop or b.target, late = 5}
out:wait()
log("out: %s %d at %.2f", out == b.target and "target" or "stop", out.filled, out.avgFillPrice)
q:off()
