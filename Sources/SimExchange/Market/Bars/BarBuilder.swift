/// Makes one bar from the prices between two instants.
struct BarBuilder {
    /// The number of trades up to which an average is exact; longer bars take as many samples as `samples` says.
    private static let averagedTrades = 64
    private static let samples = 16

    let source: PriceSource
    let whatToShow: HistoryRequest.WhatToShow
    private let tape: TradeTape?
    private let kind: PriceRange.Kind

    /// `nil` for trades of an instrument without trades, and for volatilities, which `VolatilityBars` makes.
    init?(_ source: PriceSource, _ whatToShow: HistoryRequest.WhatToShow) {
        self.source = source
        self.whatToShow = whatToShow
        tape = TradeTape(source)
        switch whatToShow {
        case .trades, .adjustedLast: kind = .trades
        case .midpoint, .bidAsk, .historicalVolatility, .impliedVolatility: kind = .midpoint
        case .bid: kind = .bid
        case .ask: kind = .ask
        }
        if kind == .trades && tape == nil || whatToShow.isVolatility { return nil }
    }

    /// Returns the bar over consecutive `ranges`; `nil` if no moment of a quote or trade can lie in them.
    func bar(over ranges: [Range<ExchangeInstant>], day: CivilDate?) -> PriceBar? {
        let spans = ranges.map { source.activity.beat(at: $0.lowerBound)..<endBeat($0.upperBound) }.filter {
            !$0.isEmpty
        }
        guard let time = ranges.first?.lowerBound, let first = spans.first else { return nil }
        if whatToShow == .bidAsk { return bidAskBar(time, day, spans) }
        let found = spans.compactMap { PriceRange(kind, of: source, in: $0) }
        guard let opening = found.first, let closing = found.last else { return emptyBar(time, day, before: first) }
        let total = tape.map { tape in
            spans.map(tape.total).reduce(into: (count: 0, volume: Int64(0))) { sum, part in
                sum.count += part.count
                sum.volume += part.volume
            }
        }
        let high = price(found.map(\.high).max() ?? opening.high)
        let low = price(found.map(\.low).min() ?? opening.low)
        return PriceBar(
            time: time,
            day: day,
            open: price(opening.open),
            high: high,
            low: low,
            close: price(closing.close),
            volume: kind == .trades ? total?.volume : nil,
            wap: kind == .trades ? average(spans, count: total?.count ?? 0, low: low, high: high) : nil,
            count: kind == .trades ? total?.count : nil
        )
    }

    /// Returns the first beat whose quote (or trade) comes at `instant` or later.
    private func endBeat(_ instant: ExchangeInstant) -> Int {
        let beat = source.activity.beat(at: instant)
        if source.activity.start(of: beat) == instant { return beat }
        guard kind == .trades, let tape else { return source.changeTime(inBeat: beat) < instant ? beat + 1 : beat }
        let place = tape.first(fromBeat: beat)
        return tape.beat(of: place) == beat && tape.time(of: place) < instant ? beat + 1 : beat
    }

    private func price(_ units: Int64) -> Double {
        PriceRange.price(units, kind, source.instrument.marketRule)
    }

    /// Returns a bar without trades: flat at the price of the last trade before it.
    private func emptyBar(_ time: ExchangeInstant, _ day: CivilDate?, before beats: Range<Int>) -> PriceBar? {
        tape.map { tape in
            let last = tape.trade(at: tape.last(beforeBeat: beats.lowerBound)).price
            return PriceBar(
                time: time,
                day: day,
                open: last,
                high: last,
                low: last,
                close: last,
                volume: 0,
                wap: last,
                count: 0
            )
        }
    }

    /// Returns the average price of the trades in `spans`, with three more digits than prices have.
    private func average(_ spans: [Range<Int>], count: Int, low: Double, high: Double) -> Double {
        guard let tape else { return low }
        var (sum, weight) = (0.0, 0.0)
        for span in spans {
            let sample = count <= Self.averagedTrades ? allTrades(tape, span) : sampledTrades(tape, span)
            sum += sample.reduce(0) { $0 + Double($1.units) * $1.weight }
            weight += sample.reduce(0) { $0 + $1.weight }
        }
        let thousandths = (sum / weight * 1000).rounded()
        return min(high, max(low, thousandths / (1000 * Double(source.instrument.marketRule.scale))))
    }

    private func allTrades(_ tape: TradeTape, _ beats: Range<Int>) -> [(units: Int64, weight: Double)] {
        var trades: [(units: Int64, weight: Double)] = []
        var place = tape.first(fromBeat: beats.lowerBound)
        while case let beat = tape.beat(of: place), beat < beats.upperBound {
            trades.append((tape.units(inBeat: beat), Double(max(1, tape.size(of: place)))))
            place = tape.next(after: place)
        }
        return trades
    }

    private func sampledTrades(_ tape: TradeTape, _ beats: Range<Int>) -> [(units: Int64, weight: Double)] {
        (0..<Self.samples).map { index in
            (tape.units(inBeat: beats.lowerBound + beats.count * index / Self.samples), Double(beats.count))
        }
    }

    /// Averages bid and ask over all quotes of at most 64 beats, or else over 16 quotes evenly spread over each range.
    private func bidAskBar(_ time: ExchangeInstant, _ day: CivilDate?, _ spans: [Range<Int>]) -> PriceBar? {
        let rule = source.instrument.marketRule
        let bids = spans.compactMap { PriceRange(.bid, of: source, in: $0) }
        let asks = spans.compactMap { PriceRange(.ask, of: source, in: $0) }
        let middles = spans.flatMap { span in
            let samples = span.count <= Self.averagedTrades ? span.count : Self.samples
            return (0..<samples).map { source.middle(inBeat: span.lowerBound + span.count * $0 / samples) }
        }
        guard let low = bids.map(\.low).min(), let high = asks.map(\.high).max(), !middles.isEmpty else { return nil }
        let bid = middles.map(source.bidUnits).reduce(0, +)
        let ask = middles.map(source.askUnits).reduce(0, +)
        return PriceBar(
            time: time,
            day: day,
            open: Self.mean(bid, middles.count, rule),
            high: rule.price(high),
            low: rule.price(low),
            close: Self.mean(ask, middles.count, rule),
            volume: nil,
            wap: nil,
            count: nil
        )
    }

    /// Returns a mean price with two more digits than prices have.
    private static func mean(_ sum: Int64, _ count: Int, _ rule: MarketRule) -> Double {
        (Double(sum) / Double(count) * 100).rounded() / (100 * Double(rule.scale))
    }
}
