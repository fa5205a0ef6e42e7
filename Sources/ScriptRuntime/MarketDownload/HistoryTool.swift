internal import CivilTime
internal import FoundationEssentials
internal import Notation
internal import ScriptHost
internal import Trading

/// `ibscript history`: downloads historical bars into a CSV file.
///
/// A script of its own does it, so that requests are split, paced, repeated and logged like those of any script. What
/// the file already has is not requested again, apart from its last rows: they tell whether it has the same bars.
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
    /// - Returns: The exit code; that of a malformed file if it has other bars than those asked for.
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
        inputs["length"] = BarSpan.seconds(barSize: options.bars.lowercased()).map { "\(Int($0))" }
        var run = options.run
        run.isOwn = true
        run.scripts = [RunOptions.Script(file: folder + "history.lua", inputs: inputs, text: HistoryScript.text(name))]
        let book = CheckBook()
        let status = ScriptRunner.run(run, with: nil, checks: book)
        // The script's only check is that of the file.
        let hasOtherBars = book.entries.contains { $0.failed > 0 }
        return status == ExitStatus.scriptError && hasOtherBars ? ExitStatus.malformed : status
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
}
