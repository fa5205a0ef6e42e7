--[[ibscript
api     = 1
name    = "opening-range"
summary = "Buy above the range of the first 15 minutes, once a day; flat 5 minutes before the close"

[inputs]
symbol  = { type = "symbol", default = "AAPL" }
qty     = { type = "integer", default = 100, min = 1, max = 500 }
minutes = { type = "integer", default = 15, min = 1, max = 60 }

[trade]
symbols       = ["$symbol"]
sides         = ["BUY", "SELL"]
order_types   = ["MKT"]
max_order_qty = 500
on_stop       = "leave"
]]

local c = qualify(contract(input.symbol))

-- The session of today by the exchange's own calendar: half days and summer time are in it.
local function today()
    for _, s in ipairs(sessions(c)) do
        if time.today() == time.format(s.open, "%Y-%m-%d") then return s end
    end
end

local function day()
    local session = today()
    if not session then return end
    local begin, leave = session.open + input.minutes * 60, session.close - 300
    if now() >= leave then return end
    if now() < begin then sleep(begin - now()) end
    local range = history(c, { bars = "1 min", from = session.open, to = begin })
    local high, low = math.max(table.unpack(range:column("high"))), math.min(table.unpack(range:column("low")))
    log("range %.2f to %.2f, flat by %s", low, high, time.format(leave, "%H:%M"))
    local q = quote(c)
    -- The keys bear the day: a second run of the same day buys and sells nothing twice.
    local key, held = time.today(), position(c) > 0
    while now() < leave do
        if not held and q.last and q.last > high then
            place(c, order("BUY", input.qty), { key = "in-" .. key, when_connected = 60 }):wait()
            held = true
        elseif held and q.last and q.last < low then
            break
        end
        wait("quote", math.max(0.001, leave - now()))
    end
    if held then place(c, order("SELL", input.qty), { key = "out-" .. key, when_connected = 60 }):wait() end
    q:off()
end

daily("09:30", day, { of = c })
day()
