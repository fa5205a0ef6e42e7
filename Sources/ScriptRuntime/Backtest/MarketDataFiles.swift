internal import CivilTime
internal import FoundationEssentials
internal import Glibc
internal import MarketFiles
internal import Notation
internal import ScriptHeader
internal import ScriptHost
internal import SimExchange

/// The market data of a backtest: a file, or a folder with a file for each symbol.
struct MarketDataFiles {
    /// The file of splits and dividends beside the data.
    static let actionFile = "actions.csv"
    /// The file of instrument descriptions beside the data.
    static let instrumentFile = "instruments.toml"
    /// The years whose holidays the exchanges' calendars know.
    static let years = 2015...2030
    /// The number of bytes read from a file at once.
    private static let piece = 1 << 18

    /// The series, by symbol.
    var series: [BarSeries] = []
    var descriptions: [String: InstrumentDescription] = [:]
    /// The splits and dividends; `nil` if there is no such file.
    var actions: [CorporateAction]?
    /// Remarks about the data, one sentence each.
    var remarks: [String] = []

    /// Reads the data of a backtest.
    static func read(_ options: BacktestOptions) throws(RunFailure) -> MarketDataFiles {
        guard let zone = ZoneDatabase.rules(options.zone) else {
            throw RunFailure(ExitStatus.usage, "--zone \(options.zone): the system does not know this time zone")
        }
        return try read(options.data, zone, bars: options.bars)
    }

    /// Reads the data at a path.
    ///
    /// - Parameters:
    ///   - zone: The zone of times without one.
    ///   - bars: The length of the bars; `nil` for the shortest interval.
    static func read(_ path: String, _ zone: ZoneRules, bars: String? = nil) throws(RunFailure) -> MarketDataFiles {
        var length: BarLength?
        if let text = bars {
            guard let wanted = Self.length(text) else {
                throw RunFailure(
                    ExitStatus.usage,
                    "--bars \(text): write it as TWS does: \"1 min\", \"1 hour\", \"1 day\""
                )
            }
            length = wanted
        }
        var data = MarketDataFiles()
        let files = try Self.files(path)
        for file in files.data {
            if RecordedMarket.isRecording(file) {
                try data.addRecording(file)
            } else {
                try data.add(file, zone, length)
            }
        }
        try data.join(path)
        if let path = files.instruments { try data.describe(path) }
        if let path = files.actions { try data.act(path) }
        try data.checkYears(path)
        return data
    }

    private static func length(_ text: String) -> BarLength? {
        switch BarSize(text: text) {
        case .seconds(let seconds): .seconds(seconds)
        case .day: .day
        case .week, .month, nil: nil
        }
    }

    // MARK: Files

    private struct Found {
        var data: [String] = []
        var instruments: String?
        var actions: String?
    }

    private static func files(_ path: String) throws(RunFailure) -> Found {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw RunFailure(ExitStatus.malformed, "\(path): no such file or folder")
        }
        let folder = isFolder ? path : path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        var found = Found()
        for (name, keyPath) in [(instrumentFile, \Found.instruments), (actionFile, \Found.actions)] {
            let file = "\(folder)/\(name)"
            if FileManager.default.fileExists(atPath: file) { found[keyPath: keyPath] = file }
        }
        guard isFolder else {
            found.data = [path]
            return found
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        found.data = names.filter { name in
            name != actionFile && [".csv", ".txt", ".rec"].contains { name.lowercased().hasSuffix($0) }
        }.sorted().map { "\(path)/\($0)" }
        guard !found.data.isEmpty else {
            throw RunFailure(ExitStatus.malformed, "\(path): there is no file that ends in .csv, .txt or .rec")
        }
        return found
    }

    private mutating func add(_ path: String, _ zone: ZoneRules, _ length: BarLength?) throws(RunFailure) {
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        var options = MarketFileReader.Options(file: path, symbol: MarketSymbol.of(String(name))) {
            ZoneDatabase.rules($0)
        }
        (options.zone, options.length) = (zone, length)
        var reader = MarketFileReader(options)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LoadedScript.unreadable(path) }
        defer { close(descriptor) }
        do throws(MarketFileError) {
            while true {
                var isBroken = false
                let bytes = [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
                    let read = Glibc.read(descriptor, buffer.baseAddress, Self.piece)
                    isBroken = read < 0
                    count = max(0, read)
                }
                if isBroken { throw MarketFileError(file: path, reason: "it cannot be read") }
                if bytes.isEmpty { break }
                try reader.read(bytes)
            }
            series += try reader.finish()
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
        if reader.passedOver > 0 {
            remarks.append("\(path): \(reader.passedOver) rows without prices are passed over.")
        }
    }

    private mutating func addRecording(_ path: String) throws(RunFailure) {
        let market = RecordedMarket(try Recording(path))
        guard !market.series.isEmpty else {
            throw RunFailure(ExitStatus.malformed, "\(path): the recorded script has seen no last price")
        }
        series += market.series
        remarks.append("\(path): last prices that the recorded script saw, at the moments at which it saw them.")
    }

    /// Sorts the series; a symbol may be in one file only.
    private mutating func join(_ path: String) throws(RunFailure) {
        series.sort { $0.symbol < $1.symbol }
        for (first, second) in zip(series, series.dropFirst()) where first.symbol == second.symbol {
            throw RunFailure(ExitStatus.malformed, "\(path): two files are of \(first.symbol)")
        }
    }

    /// Takes a single series that is named after its file for the only symbol of a script: `--data h.csv` for AAPL.
    mutating func adopt(_ symbol: String?, _ path: String) {
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        guard let symbol, series.count == 1, let only = series.first, only.symbol != symbol,
            only.symbol == MarketSymbol.of(String(name)), descriptions[only.symbol] == nil
        else { return }
        series[0].symbol = symbol
        remarks.append("\(path): taken for \(symbol), the script's only symbol; its name says \(only.symbol).")
    }

    private static func bytes(_ path: String) throws(RunFailure) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw LoadedScript.unreadable(path) }
        return [UInt8](data)
    }

    private mutating func describe(_ path: String) throws(RunFailure) {
        let text = String(decoding: try Self.bytes(path), as: UTF8.self)
        do throws(HeaderError) {
            descriptions = try InstrumentFile.descriptions(text, file: path)
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
    }

    private mutating func act(_ path: String) throws(RunFailure) {
        let bytes = try Self.bytes(path)
        do throws(MarketFileError) {
            actions = try CorporateActionFile.actions(bytes, file: path)
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
    }

    /// Checks the years: without known holidays, no day's hours are known.
    private func checkYears(_ path: String) throws(RunFailure) {
        for file in series {
            for time in [file.times.first, file.times.last].compactMap({ $0 }) {
                let year = CivilDays.date(Int(time / 86_400_000_000_000)).year
                guard Self.years.contains(year) else {
                    throw RunFailure(
                        ExitStatus.malformed,
                        "\(path): \(file.symbol) has data of \(year); trading hours and holidays are known from "
                            + "\(Self.years.lowerBound) to \(Self.years.upperBound)"
                    )
                }
            }
        }
    }
}
