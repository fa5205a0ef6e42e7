internal import TWSWire

extension SimExchange {
    /// Returns the values of the generic ticks that a stream requested, in the order of their numbers.
    func genericTicks(_ list: GenericTickList, _ quote: LiveQuote, _ instrument: Instrument) -> [ExtraTick] {
        list.numbers.sorted().flatMap { ticks(number: $0, quote, instrument) }
    }

    /// Tells a stream which of its generic ticks will never come.
    mutating func tellMissing(_ list: GenericTickList, _ requestID: Int, to connection: ConnectionID) {
        guard !list.missing.isEmpty else { return }
        let names = list.missing.map { "\($0.number)(\($0.name))" }.joined(separator: ",")
        let text =
            "Part of requested market data is not subscribed. Subscription-independent ticks are still active. "
            + "(not simulated: \(names))"
        send(Rejection(10090, text), id: requestID, to: connection)
    }

    private func ticks(number: Int, _ quote: LiveQuote, _ instrument: Instrument) -> [ExtraTick] {
        let activity = OptionActivity(instrument)
        switch number {
        case 100: return sides(29, 30, instrument, activity.callVolume, activity.putVolume)
        case 101: return sides(27, 28, instrument, activity.callInterest, activity.putInterest)
        case 104: return historicalVolatility(of: instrument).map { [.number(23, $0)] } ?? []
        case 105: return [.size(87, activity.callVolume + activity.putVolume)]
        case 106: return market.source.volatility(instrument.conId, at: now).map { [.number(24, $0)] } ?? []
        case 165: return yearlyRanges(of: instrument)
        // Between auctions, there is neither volume nor imbalance.
        case 225: return [.size(34, 0), .price(35, mark(instrument)), .size(36, 0)]
        case 220, 221, 232: return [.price(37, mark(instrument))]
        case 619: return [.price(79, mark(instrument))]
        case 236:
            return [.number(46, isShortable(instrument) ? 3 : 1), .size(89, isShortable(instrument) ? 1_000_000 : 0)]
        case 258: return fundamentals(of: instrument).map { [.text(47, $0.ratioText)] } ?? []
        case 293: return [.number(54, Double(trades(in: instrument, seconds: 3600)))]
        case 294: return [.number(55, Double(trades(in: instrument, seconds: 60)))]
        case 295: return [.number(56, Double(volume(of: instrument, seconds: 60)))]
        case 318: return quote.last.map { [.price(57, $0)] } ?? []
        case 411: return historicalVolatility(of: instrument).map { [.number(58, $0)] } ?? []
        case 456: return [.text(59, ",,,")]
        case 588: return [.size(86, Int64(instrument.averageDailyVolume) * 3 / 2)]
        default: return []
        }
    }

    /// Returns, for an option, the tick of its own right; for other instruments, those of calls and puts.
    private func sides(_ call: Int, _ put: Int, _ instrument: Instrument, _ calls: Int64, _ puts: Int64) -> [ExtraTick]
    {
        guard instrument.isOption else { return [.size(call, calls), .size(put, puts)] }
        return instrument.right == .call ? [.size(call, calls)] : [.size(put, puts)]
    }

    private func isShortable(_ instrument: Instrument) -> Bool {
        !configuration.notShortableSymbols.contains(instrument.symbol)
    }

    private func historicalVolatility(of instrument: Instrument) -> Double? {
        DailyBars(instrument, market.source, at: now).volatility
    }

    /// Returns the low and the high of 13, 26 and 52 weeks, and the average daily volume.
    private func yearlyRanges(of instrument: Instrument) -> [ExtraTick] {
        let bars = DailyBars(instrument, market.source, at: now).all("1 Y")
        let ranges = [(65, 15, 16), (130, 17, 18), (260, 19, 20)].flatMap { days, low, high -> [ExtraTick] in
            let part = bars.suffix(days)
            guard let lowest = part.map(\.low).min(), let highest = part.map(\.high).max() else { return [] }
            return [.price(low, lowest), .price(high, highest)]
        }
        let volumes = bars.suffix(90).compactMap(\.volume)
        guard !volumes.isEmpty else { return ranges }
        return ranges + [.size(21, volumes.reduce(0, +) / Int64(volumes.count))]
    }

    private func trades(in instrument: Instrument, seconds: Int64) -> Int { recent(instrument, seconds)?.count ?? 0 }

    private func volume(of instrument: Instrument, seconds: Int64) -> Int64 { recent(instrument, seconds)?.volume ?? 0 }

    private func recent(_ instrument: Instrument, _ seconds: Int64) -> PriceBar? {
        let end = market.quoteTime(instrument, at: now)
        return market.source.bar(instrument.conId, .trades, from: end.adding(seconds: -seconds), to: end)
    }
}
