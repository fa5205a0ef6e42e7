--[[ibscript
api     = 1
name    = "watch"
summary = "A live table of quotes, redrawn in place"

[inputs]
symbols = { type = "string", default = "AAPL MSFT IBM SPY QQQ AMZN GOOGL NVDA TSLA META" }
every   = { type = "number", default = 1, min = 0.2, max = 60 }
rows    = { type = "integer", optional = true, min = 1, summary = "how many tables to draw; without it no end" }
]]

local contracts = {}
for symbol in input.symbols:gmatch("%S+") do
    contracts[#contracts + 1] = contract(symbol)
end

-- Quotes are live objects: they change while the script waits. Without live data delayed data will do.
local quotes = quote(contracts, { delayed = true })

local function note(q)
    if q.error then return "no data" end
    return (q.stale and "stale " or "") .. (q.delayed and "delayed " or "") .. (q.frozen and "frozen" or "")
end

local function draw()
    local shown = { { "symbol", "bid", "ask", "last", "volume", "" } }
    for _, q in ipairs(quotes) do
        shown[#shown + 1] = { q.symbol, q.bid or "-", q.ask or "-", q.last or "-", q.volume or "-", note(q) }
    end
    screen(shown)
end

local drawn = 0
while not input.rows or drawn < input.rows do
    draw()
    drawn = drawn + 1
    if input.rows and drawn >= input.rows then stop("enough tables") end
    sleep(input.every)
end
