/// Assembles the quote of an instrument with the values of its trading day.
struct DayQuote {
    private let source: PriceSource
    private let tape: TradeTape?

    init(_ source: PriceSource) {
        self.source = source
        tape = TradeTape(source)
    }

    /// Returns the quote at an instant.
    func quote(at instant: ExchangeInstant) -> Quote {
        let calendar = source.instrument.calendar
        let day = calendar.tradingDay(atOrBefore: instant)
        let start = calendar.sessions(on: day, regularOnly: false).first?.lowerBound ?? instant
        let opening = calendar.sessions(on: day, regularOnly: true).first?.lowerBound ?? instant
        let kind: PriceRange.Kind = tape == nil ? .midpoint : .trades
        let end = endBeat(at: instant)
        let range = range(kind, from: start, toBeat: end)
        let last = tape.map { $0.last(beforeBeat: end) }
        let trade = last.flatMap { place in tape?.trade(at: place) }
        return Quote(
            book: QuoteEngine.book(source, inBeat: source.currentBeat(at: instant)),
            last: trade?.price,
            lastSize: trade?.size,
            lastTime: trade?.time,
            volume: tape?.total(in: beats(from: start, toBeat: end)).volume,
            open: firstBeat(from: opening, toBeat: end).map { PriceRange.price(kind, of: source, inBeat: $0) },
            high: range.map { price($0.high, kind) },
            low: range.map { price($0.low, kind) },
            close: closing(before: day, kind),
            time: instant
        )
    }

    /// Returns the first beat whose trade (or change of the quote) has not come at `instant`.
    private func endBeat(at instant: ExchangeInstant) -> Int {
        let beat = source.activity.beat(at: instant)
        guard let tape else { return source.currentBeat(at: instant) + 1 }
        let place = tape.first(fromBeat: beat)
        return tape.beat(of: place) == beat && tape.time(of: place) <= instant ? beat + 1 : beat
    }

    private func beats(from start: ExchangeInstant, toBeat end: Int) -> Range<Int> {
        let first = source.activity.beat(at: start)
        return first..<max(first, end)
    }

    private func range(_ kind: PriceRange.Kind, from start: ExchangeInstant, toBeat end: Int) -> PriceRange? {
        let beats = beats(from: start, toBeat: end)
        return beats.isEmpty ? nil : PriceRange(kind, of: source, in: beats)
    }

    /// Returns the beat of the first trade (or change of the quote) from `start`, if it comes before the beat `end`.
    private func firstBeat(from start: ExchangeInstant, toBeat end: Int) -> Int? {
        let first = source.activity.beat(at: start)
        let beat = tape.map { $0.beat(of: $0.first(fromBeat: first)) } ?? first
        return beat < end ? beat : nil
    }

    private func closing(before day: CivilDate, _ kind: PriceRange.Kind) -> Double? {
        let calendar = source.instrument.calendar
        let previous = calendar.tradingDay(before: day)
        guard let session = calendar.sessions(on: previous, regularOnly: true).last else { return nil }
        let end = source.activity.beat(at: session.upperBound)
        let beat = tape.map { $0.beat(of: $0.last(beforeBeat: end)) } ?? end - 1
        return PriceRange.price(kind, of: source, inBeat: beat)
    }

    private func price(_ units: Int64, _ kind: PriceRange.Kind) -> Double {
        PriceRange.price(units, kind, source.instrument.marketRule)
    }
}
