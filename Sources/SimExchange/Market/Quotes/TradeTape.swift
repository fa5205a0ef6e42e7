internal import TWSWire

/// The trades of one instrument.
///
/// Within each block of 15 minutes, trades are spread evenly: one in each period of the model, at a hashed beat of it.
/// A block's volume follows from the average day, the time of day (more at open and close) and hashed factors; it is
/// divided among the block's trades by halving, so that the volume up to any trade, and thus that of any bar, is known
/// without adding up trades.
struct TradeTape: Sendable {
    /// The place of a trade: the block and the number in it.
    struct Place: Hashable {
        let block: Int
        let number: Int
    }

    let source: PriceSource
    private let calendar: TradingCalendar
    private let blockBeats: Int
    private let regularPeriod: Int
    private let quietPeriod: Int

    /// `nil` for an instrument without trades.
    init?(_ source: PriceSource) {
        guard source.model.averageDailyVolume > 0 else { return nil }
        let beatsPerSecond = source.activity.beatsPerSecond
        self.source = source
        calendar = source.instrument.calendar
        blockBeats = TradingBlocks.blockSeconds * beatsPerSecond
        regularPeriod = max(1, source.model.tradePeriod * beatsPerSecond)
        quietPeriod = max(1, source.model.quietTradePeriod * beatsPerSecond)
    }

    /// Returns the block that contains `beat`.
    func block(ofBeat beat: Int) -> Int {
        beat >= 0 ? beat / blockBeats : (beat - blockBeats + 1) / blockBeats
    }

    /// Returns the first beat of a block.
    func firstBeat(ofBlock block: Int) -> Int {
        block * blockBeats
    }

    /// Returns the beats per trade.
    func period(isRegular: Bool) -> Int {
        isRegular ? regularPeriod : quietPeriod
    }

    /// Returns the day of a block.
    func day(of block: Int) -> TradingBlocks {
        TradingBlocks(containing: block, of: calendar)
    }

    /// Whether there is a trade in `beat`, given whether it lies in regular hours.
    func hasTrade(inBeat beat: Int, isRegular: Bool) -> Bool {
        let period = period(isRegular: isRegular)
        guard period > 1 else { return true }
        let block = block(ofBeat: beat)
        let offset = beat - firstBeat(ofBlock: block)
        return offset % period == beatInPeriod(Place(block: block, number: offset / period), period)
    }

    /// Returns the beat of a trade.
    func beat(of place: Place) -> Int {
        let period = period(of: place.block)
        return firstBeat(ofBlock: place.block) + place.number * period + beatInPeriod(place, period)
    }

    /// Returns the moment of a trade: after the change of the quote in its beat.
    func time(of place: Place) -> ExchangeInstant {
        time(inBeat: beat(of: place))
    }

    /// Returns the trade itself.
    func trade(at place: Place) -> MarketTrade {
        let beat = beat(of: place)
        let instrument = source.instrument
        let places =
            instrument.secType == .stock && instrument.currency == "USD"
            ? ["NASDAQ", "ARCA", "BATS", "NYSE", "IEX", "EDGX"] : [instrument.validExchanges.last ?? ""]
        let index = Int(source.hash(place.number &+ place.block &* 4096, salt: 5) % UInt64(places.count))
        return MarketTrade(
            time: time(inBeat: beat),
            price: instrument.marketRule.price(units(inBeat: beat)),
            size: size(of: place),
            exchange: places[index]
        )
    }

    /// Returns the price, in units, of a trade in `beat`.
    func units(inBeat beat: Int) -> Int64 {
        source.lastUnits(source.middle(inBeat: beat))
    }

    /// Returns the first trade in `beat` or later.
    func first(fromBeat beat: Int) -> Place {
        let block = block(ofBeat: beat)
        let period = period(of: block)
        let number = countBefore(beat: beat, in: block, period)
        return number < blockBeats / period
            ? Place(block: block, number: number) : Place(block: block + 1, number: 0)
    }

    /// Returns the last trade in a beat before `beat`.
    func last(beforeBeat beat: Int) -> Place {
        let block = block(ofBeat: beat)
        let number = countBefore(beat: beat, in: block, period(of: block))
        return number > 0
            ? Place(block: block, number: number - 1)
            : Place(block: block - 1, number: blockBeats / period(of: block - 1) - 1)
    }

    /// Returns the trade after another.
    func next(after place: Place) -> Place {
        place.number + 1 < blockBeats / period(of: place.block)
            ? Place(block: place.block, number: place.number + 1) : Place(block: place.block + 1, number: 0)
    }

    /// Returns the number of trades and the traded units in a range of beats.
    func total(in beats: Range<Int>) -> (count: Int, volume: Int64) {
        guard !beats.isEmpty else { return (0, 0) }
        var (count, volume) = (0, Int64(0))
        var block = block(ofBeat: beats.lowerBound)
        var day = day(of: block)
        while firstBeat(ofBlock: block) < beats.upperBound {
            if block >= day.all.upperBound { day = self.day(of: block) }
            let start = firstBeat(ofBlock: block)
            let period = period(isRegular: day.isRegular(block))
            let trades = blockBeats / period
            let lots = blockLots(block, day, trades: trades)
            let from = beats.lowerBound <= start ? 0 : countBefore(beat: beats.lowerBound, in: block, period)
            let to =
                beats.upperBound >= start + blockBeats
                ? trades : countBefore(beat: beats.upperBound, in: block, period)
            count += to - from
            volume += lotsBefore(to, of: trades, in: block, lots: lots)
            volume -= lotsBefore(from, of: trades, in: block, lots: lots)
            block += 1
        }
        return (count, volume * source.model.lot)
    }

    /// Returns the shares or contracts of a trade.
    func size(of place: Place) -> Int64 {
        let day = day(of: place.block)
        let trades = blockBeats / period(isRegular: day.isRegular(place.block))
        let lots = blockLots(place.block, day, trades: trades)
        let before = lotsBefore(place.number, of: trades, in: place.block, lots: lots)
        return (lotsBefore(place.number + 1, of: trades, in: place.block, lots: lots) - before) * source.model.lot
    }

    private func period(of block: Int) -> Int {
        period(isRegular: day(of: block).isRegular(block))
    }

    private func time(inBeat beat: Int) -> ExchangeInstant {
        let change = source.changeTime(inBeat: beat)
        let left = source.activity.start(of: beat + 1).nanoseconds(since: change) / 1000
        return change.adding(nanoseconds: Int64(source.hash(beat, salt: 4) % UInt64(max(1, left))) * 1000)
    }

    private func countBefore(beat: Int, in block: Int, _ period: Int) -> Int {
        let offset = beat - firstBeat(ofBlock: block)
        let place = Place(block: block, number: offset / period)
        return place.number + (beatInPeriod(place, period) < offset % period ? 1 : 0)
    }

    private func beatInPeriod(_ place: Place, _ period: Int) -> Int {
        guard period > 1 else { return 0 }
        return Int(source.hash(place.block &* 4096 &+ place.number, salt: 6) % UInt64(period))
    }

    /// Returns the lots of the first `number` of a block's trades together, out of the block's `lots`.
    private func lotsBefore(_ number: Int, of trades: Int, in block: Int, lots: Int64) -> Int64 {
        if number >= trades { return lots }
        if number <= 0 { return 0 }
        var (low, high) = (0, trades)
        var (before, inside) = (Int64(0), lots - Int64(trades))
        while high - low > 1 {
            let middle = (low + high) / 2
            let noise = SeededGenerator.unit(source.hash(block &* 4096 &+ middle, salt: 7))
            let share = Double(middle - low) / Double(high - low) + (noise - 0.5) / 2
            let left = min(inside, max(0, Int64(Double(inside) * share)))
            if number < middle {
                (high, inside) = (middle, left)
            } else {
                (low, before, inside) = (middle, before + left, inside - left)
            }
        }
        return Int64(number) + before
    }

    /// Returns the lots traded in a block, at least one per trade.
    private func blockLots(_ block: Int, _ day: TradingBlocks, trades: Int) -> Int64 {
        let model = source.model
        let average = Double(model.averageDailyVolume) / Double(max(1, model.lot))
        let dayFactor = SeededGenerator.unit(source.hash(day.all.lowerBound, salt: 8)) * 0.6 + 0.7
        let ownFactor = SeededGenerator.unit(source.hash(block, salt: 9)) * 0.4 + 0.8
        guard let position = day.position(of: block) else {
            // Five percent of a day's volume falls on the 38 blocks of the extended hours of US stocks.
            return max(Int64(trades), Int64(average * 0.05 / 38 * dayFactor * ownFactor))
        }
        let distance = position * 2 - 1
        let blocks = day.regular.reduce(0) { $0 + $1.count }
        let base = average * 0.95 / Double(blocks) * (0.6 + 1.2 * distance * distance)
        return max(Int64(trades), Int64(base * dayFactor * ownFactor))
    }
}
