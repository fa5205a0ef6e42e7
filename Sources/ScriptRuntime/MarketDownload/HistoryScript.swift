/// The script of `ibscript history`.
///
/// It never writes a bar that may still change, and continues a file only if that has the bars that are asked for: a
/// CSV file says neither symbol nor kind, but TWS sends the file's last rows again, and they are compared.
enum HistoryScript {
    /// Returns the script for a file beside it; `name` is a safe file name.
    ///
    /// If the file has other bars, the script ends with an error after a failed check.
    static func text(_ name: String) -> String {
        [header(name), "local path = \"\(name)\"", reading, comparison, ending, download].joined(separator: "\n")
    }

    private static func header(_ name: String) -> String {
        """
        --[[ibscript
        api     = 1
        name    = "history"
        summary = "Past bars as CSV; a run that was cut goes on where it was"

        [inputs]
        symbol = { type = "symbol" }
        bars   = { type = "string" }
        length = { type = "integer" }
        from   = { type = "string" }
        to     = { type = "string", optional = true }
        what   = { type = "string" }
        rth    = { type = "boolean" }

        [files]
        read  = ["\(name)"]
        write = ["\(name)"]
        ]]

        """
    }

    /// Reads the last rows of the file, and declares what the other parts use.
    private static let reading = """
        local zone = "America/New_York"
        local present = now()
        local asked = contract(input.symbol)
        local from = time.parse(input.from)
        local to = input.to and time.parse(input.to) + 86400 or present
        local out
        local function open()
            out = out or csv(path, { "time", "open", "high", "low", "close", "volume" }, { append = true })
        end
        local function day(t) return time.format(t, "%F") end
        local function moment(t) return time.format(t, input.length < 86400 and "%F %T" or "%F", zone) end

        -- Ends the run because of the file; the failed check tells the command.
        local function refuse(reason)
            expect(false, "the file can be continued")
            error(reason .. "; give another --out, or delete the file", 0)
        end

        -- The last rows of the file, and the time of the last one.
        local rows, last = {}, nil
        if pcall(lines, path) then
            open()   -- cuts off a line that a kill has left unfinished
            local ring, count = {}, 0
            for line in lines(path) do
                if line:find("^%d+,") then
                    ring[count % 10] = line
                    count = count + 1
                elseif line ~= "" and not line:find("^time,") then
                    refuse(path .. " has a row that does not begin with the seconds of a bar: " .. line:sub(1, 60))
                end
            end
            for number = math.max(0, count - 10), count - 1 do
                local t, o, h, l, c = ring[number % 10]:match("^(%d+),([^,]*),([^,]*),([^,]*),([^,]*),")
                if t then
                    local row = { time = tonumber(t), open = tonumber(o), high = tonumber(h) }
                    row.low, row.close = tonumber(l), tonumber(c)
                    table.insert(rows, row)
                end
            end
            last = rows[#rows] and rows[#rows].time
        end

        local function fail(failure)
            if failure.code == 200 then error("TWS knows no US stock " .. input.symbol, 0) end
            error(failure)
        end

        """

    /// Compares the file's last rows with TWS's bars.
    private static let comparison = """
        local function same(row, bar)
            return row.open == bar.open and row.high == bar.high and row.low == bar.low and row.close == bar.close
        end

        local function prices(bar) return table.concat({ bar.open, bar.high, bar.low, bar.close }, " ") end

        -- Says how far apart rows are.
        local function distance(seconds)
            for _, unit in ipairs { { 86400, "day" }, { 3600, "hour" }, { 60, "minute" }, { 1, "second" } } do
                if seconds >= unit[1] then
                    return string.format("%.3g %s%s", seconds / unit[1], unit[2], seconds == unit[1] and "" or "s")
                end
            end
            return "0 seconds"
        end

        -- Ends the run unless TWS sends most of the file's last rows again: they tell symbol, length and kind.
        local function compare()
            local tail, gap = {}, nil
            for number, row in ipairs(rows) do
                if row.time >= last - 10 * input.length then table.insert(tail, row) end
                if number > 1 then gap = math.min(gap or math.huge, row.time - rows[number - 1].time) end
            end
            local found, count, kept = {}, 0, 0
            -- A bar of weeks or months that the request cuts at its beginning is another one.
            local early = input.length > 86400 and 2 * input.length or 0
            local ok, failure = pcall(history, asked, {
                bars = input.bars, from = tail[1].time - early, to = last + input.length,
                what = input.what, rth = input.rth,
                each = function(bar)
                    if bar.time < tail[1].time or bar.time > last then return end
                    found[bar.time], count = bar, count + 1
                end,
            })
            if not ok and not (failure.code == 162 and failure.message:find("no data", 1, true)) then fail(failure) end
            local changed
            for _, row in ipairs(tail) do
                if found[row.time] and same(row, found[row.time]) then kept = kept + 1 else changed = row end
            end
            if 2 * kept < math.max(#tail, count) then
                local row = changed or rows[#rows]
                refuse(string.format(
                    "%s holds other bars than %s bars of %s (%s): at %s it has %s%s, where TWS has %s",
                    path, input.bars, input.symbol, input.what, moment(row.time), prices(row),
                    gap and " and rows at least " .. distance(gap) .. " apart" or "",
                    found[row.time] and prices(found[row.time]) or "no bar"
                ))
            end
            if changed then
                log("TWS has corrected the bar of %s since; %s keeps the old one", moment(changed.time), path)
            end
        end

        """

    /// Tells when the last bar ends.
    private static let ending = """
        -- Bars longer than a day are also cut at --to.
        local limit = input.length > 86400 and math.min(to, present) or present

        -- Returns when a bar ends that no other one follows.
        local function ending(bar)
            local date = time.date(bar.time, zone)
            if input.length > 7 * 86400 then
                local later = bar.time + (32 - date.day) * 86400
                return later - (time.date(later, zone).day - 1) * 86400
            end
            if input.length == 7 * 86400 then return bar.time + math.max(1, 7 - date.wday) * 86400 end
            local ends = bar.time + input.length
            if ends <= present then return ends end
            for _, hours in ipairs(sessions(asked, { extended = not input.rth })) do
                local isSame = time.format(hours.open, "%F", zone) == time.format(bar.time, "%F", zone)
                if isSame and bar.time < hours.close then ends = math.min(ends, hours.close) end
            end
            return ends
        end

        """

    /// Requests the bars, writes those that have ended, and says what was done.
    private static let download = """
        local written, first, latest, held = 0, nil, nil, nil
        local function write(bar)
            open()
            out:row { bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume }
            written, first, latest = written + 1, first or bar.time, bar.time
        end

        local ok, failure = true, nil
        if last then
            log("%s has bars to %s", path, day(last))
            from = math.max(from, last + 1)
            compare()
        end
        if from < to then
            local progress = every(10, function()
                if latest then log("%d bars so far, to %s", written, day(latest)) end
            end)
            ok, failure = pcall(history, asked, {
                bars = input.bars, from = from, to = to, what = input.what, rth = input.rth,
                each = function(bar)
                    if last and bar.time <= last then return end
                    if held then write(held) end   -- it has ended, since another one follows
                    held = bar
                end,
            })
            progress:off()
            if held and ending(held) <= limit then
                write(held)
                held = nil
            end
        end
        if not ok and not (last and failure.code == 162) then fail(failure) end
        if out then out:close() end
        if first then
            log("%d bars written to %s: %s, %s to %s", written, path, input.bars, day(first), day(latest))
        elseif last then
            log("nothing to add: %s has all bars to %s", path, day(last))
        elseif not held then
            log("TWS has no bars of %s in these days; no file was written", input.symbol)
        end
        if held then
            log("the bar of %s is left out, since it ends after %s", moment(held.time),
                limit < present and "--to " .. input.to or "now: run the command again later")
        end
        """
}
