internal import TWSWire

/// What scans know about an instrument at an instant; expensive figures are computed on demand.
struct ScanFigures: Sendable {
    let instrument: Instrument
    private let source: any MarketSource
    private let time: ExchangeInstant
    private let quote: Quote

    /// `nil` for an instrument without a quote.
    init?(_ instrument: Instrument, _ source: any MarketSource, at time: ExchangeInstant) {
        guard let quote = source.quote(instrument.conId, at: time) else { return nil }
        (self.instrument, self.source, self.time, self.quote) = (instrument, source, time, quote)
    }

    var last: Double { quote.last ?? quote.book.midpoint }
    var volume: Double { Double(quote.volume ?? 0) }
    var averageVolume: Double { Double(max(1, instrument.averageDailyVolume)) }

    /// The usual move of a day.
    var daily: Double { instrument.model.dailyVolatility }

    /// The change since the previous close, 0.01 for 1 %.
    var change: Double? { quote.close.map { last / $0 - 1 } }

    /// The change since the day's open.
    var changeSinceOpen: Double? { quote.open.map { last / $0 - 1 } }

    /// The change from the previous close to the day's open.
    var gap: Double? {
        guard let open = quote.open, let close = quote.close else { return nil }
        return open / close - 1
    }

    /// The distance from the day's low to its high, as a share of the low.
    var range: Double? {
        guard let high = quote.high, let low = quote.low else { return nil }
        return high / low - 1
    }

    var impliedVolatility: Double? { source.volatility(instrument.conId, at: time) }
    var historicalVolatility: Double? { DailyBars(instrument, source, at: time).volatility }
    var optionVolume: Double { Double(activity.callVolume + activity.putVolume) }
    var optionInterest: Double { Double(activity.callInterest + activity.putInterest) }

    var putCallRatio: Double? {
        activity.callInterest > 0 ? Double(activity.putInterest) / Double(activity.callInterest) : nil
    }

    private var activity: OptionActivity { OptionActivity(instrument) }

    /// Returns the position of the price between the low, 0, and the high, 1, of a number of trading days.
    func place(inDays days: Int) -> Double? {
        let bars = DailyBars(instrument, source, at: time).all("1 Y").suffix(days)
        guard let low = bars.map(\.low).min(), let high = bars.map(\.high).max(), high > low else { return nil }
        return (last - low) / (high - low)
    }

    /// Returns the number of trades in the last seconds.
    func trades(seconds: Int64) -> Int { recent(seconds)?.count ?? 0 }

    /// Returns the number of shares traded in the last seconds.
    func volume(seconds: Int64) -> Int64 { recent(seconds)?.volume ?? 0 }

    private func recent(_ seconds: Int64) -> PriceBar? {
        source.bar(instrument.conId, .trades, from: time.adding(seconds: -seconds), to: time)
    }
}
