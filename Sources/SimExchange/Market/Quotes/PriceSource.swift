/// The prices of one instrument: from the random walk to bid, ask and last in units of its market rule.
///
/// The midpoint is counted in half ticks. On a whole tick, the spread is two ticks; between two ticks, it is one. Thus
/// the midpoint of bid and ask is the path's own, and bid, ask and last all rise and fall with it, never against it.
/// For that reason, the extremes of bars follow from the extremes of the walk.
final class PriceSource: Sendable {
    let instrument: Instrument
    let model: QuoteModel
    let activity: ActivityClock
    let path: PricePath

    /// Distinguishes the sizes and moments of this instrument from those of others.
    let key: UInt64

    private let anchorBeat: Int
    private let anchorValue: Double

    /// The increment of quotes, in units: that at the opening price; for options, the finest one.
    private let increment: Int64
    private let halfTicksPerOne: Double

    /// Whether the increment depends on the price.
    private let isTiered: Bool

    /// - Parameter shared: The path of an option's underlying, if available.
    init(_ instrument: Instrument, seed: UInt64, path shared: PricePath? = nil) {
        let model = instrument.model
        self.instrument = instrument
        self.model = model
        activity = model.activity
        let stream = SeededGenerator(seed: seed)
        path = shared ?? PricePath(model, stream)
        var keyStream = stream.derived("quotes").derived(instrument.conId)
        key = keyStream.next()
        anchorBeat = model.activity.beat(at: .virtualStart)
        anchorValue = path.value(at: model.activity.step(of: anchorBeat))
        let rule = instrument.marketRule
        isTiered = rule.tiers.count > 1
        let finest = rule.tiers.map(\.incrementUnits).min() ?? 1
        increment = model.option == nil ? rule.incrementUnits(at: rule.units(model.openPrice)) : finest
        halfTicksPerOne = 2 * Double(rule.scale) / Double(increment)
    }

    /// Returns the midpoint in half ticks for a value of the walk, on a UTC day (which matters to options).
    func middle(ofPathValue value: Double, day: Int) -> Int64 {
        let underlying = price(ofPathValue: value)
        let price =
            model.option.map { option in
                let volatility = volatility(of: option, on: day)
                return OptionPricing(option, on: CivilDate(daysSinceEpoch: day)).price(underlying, volatility)
            } ?? underlying
        let halfTicks = min(1e15, (price * halfTicksPerOne).rounded())
        return max(3 + 2 * model.extraSpreadTicks, Int64(halfTicks))
    }

    private func price(ofPathValue value: Double) -> Double {
        model.pathOpenPrice * Elementary.exponential(value - anchorValue)
    }

    /// Returns the price of the path at an instant: for an option, that of the underlying.
    func underlyingPrice(at instant: ExchangeInstant) -> Double {
        price(ofPathValue: path.value(at: activity.step(of: activity.beat(at: instant))))
    }

    /// Returns the volatility of an option at an instant, or that at the money for options on this instrument.
    func volatility(at instant: ExchangeInstant) -> Double? {
        if let option = model.option { return volatility(of: option, on: utcDay(ofBeat: currentBeat(at: instant))) }
        return OptionRoot.root(of: instrument).map { _ in model.dailyVolatility * Double(252).squareRoot() }
    }

    /// The surface is centered on the price at the beginning of the UTC day, so that it stays for the day.
    private func volatility(of option: QuoteModel.Option, on day: Int) -> Double {
        let reference = underlyingPrice(at: ExchangeInstant(seconds: Int64(day) * 86_400))
        return VolatilitySurface.volatility(of: option, where: reference, on: CivilDate(daysSinceEpoch: day))
    }

    /// Returns the midpoint in half ticks after the change of the quote in `beat`.
    func middle(inBeat beat: Int) -> Int64 {
        middle(ofPathValue: path.value(at: activity.step(of: beat)), day: utcDay(ofBeat: beat))
    }

    /// Returns the days since the epoch, in UTC.
    func utcDay(ofBeat beat: Int) -> Int {
        Int(ExchangeInstant.floorDivide(Int64(beat), Int64(86_400 * activity.beatsPerSecond)))
    }

    /// Returns the bid in units of the market rule.
    func bidUnits(_ middle: Int64) -> Int64 {
        let ticks = (middle - 1) >> 1 - model.extraSpreadTicks
        return legal(ticks, upwards: false)
    }

    /// Returns the ask in units of the market rule.
    func askUnits(_ middle: Int64) -> Int64 {
        let ticks = middle >> 1 + 1 + model.extraSpreadTicks
        return legal(ticks, upwards: true)
    }

    /// Returns the price of a trade in units: between two ticks, alternately at the bid and the ask; on a tick, at the
    /// midpoint.
    func lastUnits(_ middle: Int64) -> Int64 {
        let ticks = middle & 3 == 3 ? middle >> 1 + 1 : middle >> 1
        return legal(ticks, upwards: false)
    }

    private func legal(_ ticks: Int64, upwards: Bool) -> Int64 {
        isTiered ? instrument.marketRule.legalized(ticks * increment, upwards: upwards) : ticks * increment
    }

    /// Returns the moment within `beat` at which the quote changes: hashed, in whole microseconds; in the beat that
    /// begins with the virtual start, that start itself.
    func changeTime(inBeat beat: Int) -> ExchangeInstant {
        let start = activity.start(of: beat)
        guard beat != anchorBeat else { return start }
        let microseconds = UInt64(activity.beatNanoseconds / 1000)
        return start.adding(nanoseconds: Int64(hash(beat, salt: 1) % (microseconds * 9 / 10)) * 1000)
    }

    /// Returns the beat of the current quote at `instant`.
    func currentBeat(at instant: ExchangeInstant) -> Int {
        let beat = activity.beat(at: instant)
        return changeTime(inBeat: beat) <= instant ? beat : beat - 1
    }

    /// Returns the size at the bid or at the ask in `beat`, in shares or contracts; small sizes are more frequent.
    func size(inBeat beat: Int, isBid: Bool) -> Int64 {
        let bits = hash(beat, salt: isBid ? 2 : 3)
        let first = Double(bits >> 32) * 0x1p-32
        let second = Double(bits & 0xFFFF_FFFF) * 0x1p-32
        return model.lot * (1 + Int64(first * second * Double(model.quotedLots)))
    }

    /// Returns 64 bits for a beat and a purpose.
    func hash(_ number: Int, salt: UInt64) -> UInt64 {
        SeededGenerator.combined(key &+ salt, UInt64(bitPattern: Int64(number)))
    }
}

extension PricePath {
    /// Makes the path of a model from a stream of random numbers.
    fileprivate convenience init(_ model: QuoteModel, _ stream: SeededGenerator) {
        func key(_ pathId: Int) -> UInt64 {
            var generator = stream.derived("path").derived(pathId)
            return generator.next()
        }
        let steps = Double(model.activity.stepsPerDay).squareRoot()
        let other = model.cross.map { cross in
            let path = PricePath(key: key(cross.pathId), stepDeviation: cross.dailyVolatility / steps)
            return (path, cross.isProduct ? 1.0 : -1.0)
        }
        self.init(key: key(model.pathId), stepDeviation: model.dailyVolatility / steps, other: other)
    }
}
