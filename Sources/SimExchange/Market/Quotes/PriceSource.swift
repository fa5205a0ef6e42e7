/// The prices of one instrument: from the random walk to bid, ask and last in units of its market rule.
///
/// The middle is counted in half ticks. On a whole tick the spread is two ticks, between two ticks it is one; so the
/// middle of bid and ask is the middle itself, and bid, ask and last all rise and fall with it and never against it.
/// Extremes of bars follow from the extremes of the walk for that reason.
final class PriceSource: Sendable {
    let instrument: Instrument
    let model: QuoteModel
    let activity: ActivityClock
    let path: PricePath

    /// Distinguishes sizes and moments of this instrument from those of others.
    let key: UInt64

    private let anchorBeat: Int
    private let anchorValue: Double

    /// Increment of quotes, in units: that at the opening price.
    private let increment: Int64
    private let halfTicksPerOne: Double

    /// Whether the increment depends on the price.
    private let isTiered: Bool

    init(_ instrument: Instrument, seed: UInt64) {
        let model = instrument.model
        self.instrument = instrument
        self.model = model
        activity = model.activity
        let stream = SeededGenerator(seed: seed)
        let deviation = model.dailyVolatility / Double(model.activity.stepsPerDay).squareRoot()
        var pathStream = stream.derived("path").derived(model.pathId)
        path = PricePath(key: pathStream.next(), stepDeviation: deviation)
        var keyStream = stream.derived("quotes").derived(instrument.conId)
        key = keyStream.next()
        anchorBeat = model.activity.beat(at: .virtualStart)
        anchorValue = path.value(at: model.activity.step(of: anchorBeat))
        let rule = instrument.marketRule
        isTiered = rule.tiers.count > 1
        increment = rule.incrementUnits(at: rule.units(model.openPrice))
        halfTicksPerOne = 2 * Double(rule.scale) / Double(increment)
    }

    /// The middle in half ticks that belongs to a value of the walk, on a UTC day (which matters to options).
    func middle(ofPathValue value: Double, day: Int) -> Int64 {
        let underlying = model.pathOpenPrice * Elementary.exponential(value - anchorValue)
        let price =
            model.option.map {
                OptionPricing.price($0, underlying: underlying, on: CivilDate(daysSinceEpoch: day))
            } ?? underlying
        let halfTicks = min(1e15, (price * halfTicksPerOne).rounded())
        return max(3 + 2 * model.extraSpreadTicks, Int64(halfTicks))
    }

    /// The middle in half ticks after the change of the quote in `beat`.
    func middle(inBeat beat: Int) -> Int64 {
        middle(ofPathValue: path.value(at: activity.step(of: beat)), day: utcDay(ofBeat: beat))
    }

    /// Days since the epoch, in UTC.
    func utcDay(ofBeat beat: Int) -> Int {
        Int(ExchangeInstant.floorDivide(Int64(beat), Int64(86_400 * activity.beatsPerSecond)))
    }

    /// Bid in units of the market rule.
    func bidUnits(_ middle: Int64) -> Int64 {
        let ticks = (middle - 1) >> 1 - model.extraSpreadTicks
        return legal(ticks, upwards: false)
    }

    /// Ask in units of the market rule.
    func askUnits(_ middle: Int64) -> Int64 {
        let ticks = middle >> 1 + 1 + model.extraSpreadTicks
        return legal(ticks, upwards: true)
    }

    /// Price of a trade in units: between two ticks at the bid or at the ask in turn, on a tick at the middle.
    func lastUnits(_ middle: Int64) -> Int64 {
        let ticks = middle & 3 == 3 ? middle >> 1 + 1 : middle >> 1
        return legal(ticks, upwards: false)
    }

    private func legal(_ ticks: Int64, upwards: Bool) -> Int64 {
        isTiered ? instrument.marketRule.legalized(ticks * increment, upwards: upwards) : ticks * increment
    }

    /// The moment within `beat` at which the quote changes: hashed, in whole microseconds; the virtual start itself in
    /// the beat that begins with it.
    func changeTime(inBeat beat: Int) -> ExchangeInstant {
        let start = activity.start(of: beat)
        guard beat != anchorBeat else { return start }
        let microseconds = UInt64(activity.beatNanoseconds / 1000)
        return start.adding(nanoseconds: Int64(hash(beat, salt: 1) % (microseconds * 9 / 10)) * 1000)
    }

    /// The beat whose quote holds at `instant`.
    func currentBeat(at instant: ExchangeInstant) -> Int {
        let beat = activity.beat(at: instant)
        return changeTime(inBeat: beat) <= instant ? beat : beat - 1
    }

    /// Size at the bid or at the ask in `beat`, in shares or contracts; small sizes are more frequent.
    func size(inBeat beat: Int, isBid: Bool) -> Int64 {
        let bits = hash(beat, salt: isBid ? 2 : 3)
        let first = Double(bits >> 32) * 0x1p-32
        let second = Double(bits & 0xFFFF_FFFF) * 0x1p-32
        return model.lot * (1 + Int64(first * second * Double(model.quotedLots)))
    }

    /// 64 bits for a beat and a purpose.
    func hash(_ number: Int, salt: UInt64) -> UInt64 {
        SeededGenerator.combined(key &+ salt, UInt64(bitPattern: Int64(number)))
    }
}
