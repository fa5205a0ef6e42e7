internal import CivilTime
internal import MarketFiles
internal import Notation
internal import ScriptHost
internal import SimExchange

/// What a backtest has read before any script runs: the market, and which part of it is played.
struct BacktestGround {
    let market: FileMarket
    /// The range from the first bar to the end of the last one.
    let range: Range<ExchangeInstant>
    /// The splits and dividends, in order of time.
    let actions: [PlannedAction]
    /// The symbols in the data, sorted.
    let symbols: [String]
    /// The length of the data's rows, by symbol.
    let lengths: [String: BarLength]
    /// What the report says about how fills were decided.
    let assumptions: [String]
    /// The number of rows read.
    let rows: Int

    /// Reads the data.
    init(_ options: BacktestOptions) throws(RunFailure) {
        var data = try MarketDataFiles.read(options)
        data.adopt(options.onlySymbol, options.data)
        market = FileMarket(data.series, data.descriptions)
        range = try Self.range(options, market)
        symbols = data.series.map(\.symbol)
        lengths = Dictionary(data.series.map { ($0.symbol, $0.length) }) { first, _ in first }
        rows = data.series.reduce(0) { $0 + $1.times.count }
        try Self.check(options.benchmark, among: symbols)
        actions = PlannedAction.planned(data.actions ?? [], market, in: range)
        assumptions = BacktestAssumptions.sentences(options, data, market)
    }

    private static func check(_ benchmark: String?, among symbols: [String]) throws(RunFailure) {
        guard let benchmark, !symbols.contains(benchmark) else { return }
        throw RunFailure(
            ExitStatus.malformed,
            "--benchmark \(benchmark): the data does not have this symbol"
                + NearestName.hint(for: benchmark, among: symbols)
        )
    }

    /// Returns the range from the first bar on or after `--from` to the end of `--to`, or of the data.
    private static func range(_ options: BacktestOptions, _ market: FileMarket) throws(RunFailure)
        -> Range<ExchangeInstant>
    {
        guard let all = market.span else {
            throw RunFailure(ExitStatus.malformed, "\(options.data): no row lies in its exchange's trading hours")
        }
        let from = try options.from.map { text throws(RunFailure) in try day(text, "--from", isEnd: false) }
        let to = try options.to.map { text throws(RunFailure) in try day(text, "--to", isEnd: true) }
        let last = market.lastEnd(by: min(all.upperBound, to ?? all.upperBound))
        guard let start = market.firstRow(from: max(all.lowerBound, from ?? all.lowerBound)), let last, start <= last
        else {
            throw RunFailure(ExitStatus.usage, "there is no data between --from and --to")
        }
        return start..<last.adding(nanoseconds: 1)
    }

    private static func day(_ text: String, _ option: String, isEnd: Bool) throws(RunFailure) -> ExchangeInstant {
        guard let reading = TimeText.read(text), reading.zone == nil else {
            throw RunFailure(ExitStatus.usage, "\(option) \(text): write a day, 2020-12-31, or 2020-12-31 09:30")
        }
        let extra: Int64 = isEnd && !reading.hasClock ? 86_400 : 0
        let time = LocalTime(seconds: reading.time.seconds + extra)
        return ExchangeInstant(seconds: ZoneRules.newYork.moment(time))
    }
}
