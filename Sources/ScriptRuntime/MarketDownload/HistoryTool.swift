internal import CivilTime
internal import FoundationEssentials
internal import Notation
internal import ScriptHost

/// `ibscript history`: downloads historical bars into a CSV file.
///
/// A script of its own does it, so that requests are split, paced, repeated and logged like those of any script. What
/// the file already has is not requested again.
package enum HistoryTool {
    /// The options of the command.
    package struct Options: Sendable {
        /// The symbol.
        package var symbol: String
        /// The length of the bars, such as `1 min`.
        package var bars: String
        /// The first day.
        package var from: String
        /// The last day; `nil` for today.
        package var to: String?
        /// The file.
        package var out: String
        /// The kind of price that the bars are made of.
        package var what = "TRADES"
        /// Whether to include bars outside regular hours.
        package var allHours = false
        /// The options of the run; its scripts are replaced.
        package var run: RunOptions

        /// Makes options for the bars of a symbol.
        package init(symbol: String, bars: String, from: String, out: String) {
            (self.symbol, self.bars, self.from, self.out) = (symbol, bars, from, out)
            run = RunOptions(scripts: [])
        }
    }

    /// Downloads the bars; the calling thread waits for them.
    ///
    /// - Returns: The exit code.
    package static func run(_ options: Options) -> Int32 {
        let place = options.out.lastIndex(of: "/")
        let name = place.map { String(options.out[options.out.index(after: $0)...]) } ?? options.out
        let folder = place.map { String(options.out[...$0]) } ?? ""
        if let fault = fault(of: options, name: name, folder: folder) {
            StandardStream.error.writeLine("ibscript: history: \(fault)")
            return ExitStatus.usage
        }
        var inputs = [
            "symbol": options.symbol, "bars": options.bars, "from": options.from, "what": options.what,
            "rth": "\(!options.allHours)",
        ]
        inputs["to"] = options.to
        var run = options.run
        run.isOwn = true
        run.scripts = [RunOptions.Script(file: folder + "history.lua", inputs: inputs, text: text(name))]
        return ScriptRunner.run(run)
    }

    /// Returns what is wrong with the options, before anything is asked of TWS; `nil` if nothing is.
    private static func fault(of options: Options, name: String, folder: String) -> String? {
        if let fault = HistoryWords.fault(ofBars: options.bars) { return "--bars: \(fault)" }
        if let fault = HistoryWords.fault(ofKind: options.what) { return "--what: \(fault)" }
        for (option, text) in [("--from", options.from), ("--to", options.to)] {
            guard let text, !isDay(text) else { continue }
            return "\(option): \(QuotedText.of(text)) is not a day; write 2026-03-09"
        }
        if let to = options.to, to < options.from { return "--to \(to) is before --from \(options.from)" }
        guard FileName.isSafe(name), name.hasSuffix(".csv") else {
            return "--out \(options.out): the name must end in .csv and have only letters, digits, dots, dashes and _"
        }
        guard FileManager.default.fileExists(atPath: folder.isEmpty ? "." : folder) else {
            return "--out \(options.out): there is no folder \(folder)"
        }
        return nil
    }

    private static func isDay(_ text: String) -> Bool {
        // In full only: days are compared as texts.
        guard text.utf8.count == 10, let reading = TimeText.read(text) else { return false }
        return !reading.hasClock && reading.zone == nil
    }

    /// Returns the script; `name` is a safe file name.
    static func text(_ name: String) -> String {
        """
        --[[ibscript
        api     = 1
        name    = "history"
        summary = "Past bars as CSV; a run that was cut goes on where it was"

        [inputs]
        symbol = { type = "symbol" }
        bars   = { type = "string" }
        from   = { type = "string" }
        to     = { type = "string", optional = true }
        what   = { type = "string" }
        rth    = { type = "boolean" }

        [files]
        read  = ["\(name)"]
        write = ["\(name)"]
        ]]

        local path = "\(name)"
        local from = time.parse(input.from)
        local to = input.to and time.parse(input.to) + 86400 or now()
        local out
        local function open()
            out = out or csv(path, { "time", "open", "high", "low", "close", "volume" }, { append = true })
        end
        local last
        if pcall(lines, path) then
            open()   -- cuts off a line that a kill has left unfinished
            for line in lines(path) do last = tonumber(line:match("^(%d+),")) or last end
        end
        local function day(t) return time.format(t, "%F") end
        if last then
            log("%s has bars to %s", path, day(last))
            from = math.max(from, last + 1)
        end
        if last and from >= to then
            log("nothing to add: %s has all bars to %s", path, day(last))
            stop()
        end
        local written, first, latest = 0, nil, nil
        local progress = every(10, function()
            if latest then log("%d bars so far, to %s", written, day(latest)) end
        end)
        local ok, failure = pcall(history, contract(input.symbol), {
            bars = input.bars, from = from, to = to, what = input.what, rth = input.rth,
            each = function(bar)
                if last and bar.time <= last then return end
                open()
                out:row { bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume }
                written, first, latest = written + 1, first or bar.time, bar.time
            end,
        })
        progress:off()
        if not ok and failure.code == 200 then error("TWS knows no US stock " .. input.symbol, 0) end
        if not ok and not (last and failure.code == 162) then error(failure) end
        if out then out:close() end
        if first then
            log("%d bars written to %s: %s, %s to %s", written, path, input.bars, day(first), day(latest))
        elseif last then
            log("nothing to add: %s has all bars to %s", path, day(last))
        else
            log("TWS has no bars of %s in these days; no file was written", input.symbol)
        end
        """
    }
}
