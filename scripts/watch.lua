--[[ibscript
api     = 1
name    = "watch"
summary = "A live table of quotes"

[inputs]
symbols = { type = "string", default = "AAPL MSFT IBM SPY QQQ" }
every   = { type = "number", default = 1, min = 0.2, max = 60 }
rows    = { type = "integer", optional = true, min = 1 }
]]

-- Quotes are live objects: they change while the script waits.
local quotes = {}
for symbol in input.symbols:gmatch("%S+") do
    quotes[#quotes + 1] = { symbol = symbol, quote = quote(contract(symbol)) }
end

local function text(value, format)
    return value and string.format(format, value) or "-"
end

local shown = 0
while not input.rows or shown < input.rows do
    print(string.format("%-8s %10s %10s %10s %12s", "symbol", "bid", "ask", "last", "volume"))
    for _, row in ipairs(quotes) do
        local q = row.quote
        print(string.format("%-8s %10s %10s %10s %12s", row.symbol, text(q.bid, "%.2f"), text(q.ask, "%.2f"),
            text(q.last, "%.2f"), text(q.volume, "%d")))
    end
    shown = shown + 1
    if input.rows and shown >= input.rows then stop("enough rows") end
    sleep(input.every)
end
