--[[ibscript
api     = 1
name    = "download"
summary = "One-minute bars of two years as CSV; a run that was cut goes on where it was"

[inputs]
symbol = { type = "symbol", default = "AAPL" }
days   = { type = "integer", default = 730, min = 1, max = 3650 }
to     = { type = "string", optional = true, summary = "day after the last one, such as 2026-01-05; today without it" }

[files]
read  = ["bars/*.csv"]
write = ["bars/*.csv"]
]]

local path = "bars/" .. input.symbol .. ".csv"
local to = time.parse(input.to or time.today())
local from = to - input.days * 86400

-- Opened first: this takes away a line that a crash has cut.
local out = csv(path, { "time", "open", "high", "low", "close", "volume" }, { append = true })
local last
for line in lines(path) do
    last = tonumber(line:match("^(%d+),")) or last
end
if last then
    log("%s has bars to %s", path, time.format(last))
    from = last + 60
end
if from >= to then stop("all bars are there") end

-- The host splits the span into requests that IB takes, and paces them.
local ok, count = pcall(history, contract(input.symbol), {
    bars = "1 min", from = from, to = to,
    each = function(bar)
        out:row { bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume }
    end,
})
if not ok and not (last and count.code == 162) then error(count) end
out:close()
log("%d bars written to %s", ok and count or 0, path)
