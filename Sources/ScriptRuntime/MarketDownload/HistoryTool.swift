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
        guard FileName.isSafe(name), name.hasSuffix(".csv") else {
            StandardStream.error.writeLine(
                "ibscript: --out \(options.out): the name must end in .csv and have only letters, digits, dots, dashes and _"
            )
            return ExitStatus.usage
        }
        let folder = place.map { String(options.out[...$0]) } ?? ""
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
        local out = csv(path, { "time", "open", "high", "low", "close", "volume" }, { append = true })
        local last
        for line in lines(path) do last = tonumber(line:match("^(%d+),")) or last end
        if last then
            log("%s has bars to %s", path, time.format(last))
            from = math.max(from, last + 1)
        end
        if from >= to then stop("all bars are there") end
        local written = 0
        local ok, failure = pcall(history, contract(input.symbol), {
            bars = input.bars, from = from, to = to, what = input.what, rth = input.rth,
            each = function(bar)
                if last and bar.time <= last then return end
                out:row { bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume }
                written = written + 1
            end,
        })
        if not ok and not (last and failure.code == 162) then error(failure) end
        out:close()
        log("%d bars written to %s", written, path)
        """
    }
}
