/// The pace of a market: beats, with one change of the quote in each, and the slower clock of price moves.
///
/// A beat is half a second or a second, counted from the epoch, so that every bar of a second or more contains whole
/// beats. The price moves one step per beat in a market's busy hours (by UTC, without regard to daylight saving time),
/// every fourth beat in other hours of weekdays and every sixteenth on weekends. Steps are numbered from Monday,
/// 1970-01-05.
final class ActivityClock: Hashable, Sendable {
    /// The busy hours of a market.
    enum Pattern: Hashable, Sendable {
        /// Weekdays 13:00 to 21:00 UTC.
        case newYork

        /// Weekdays 07:00 to 17:00 UTC.
        case frankfurt

        /// Weekdays 01:00 to 09:00 UTC.
        case hongKong

        /// All hours of weekdays.
        case roundTheClock
    }

    private static let weekHours = 168
    private static let firstMonday: Int64 = 4 * 86_400

    let pattern: Pattern

    /// Beats per second: 1 or 2.
    let beatsPerSecond: Int

    /// Steps per 24 hours of a weekday.
    let stepsPerDay: Int

    private let stepsBeforeHour: [Int]
    private let beatsPerStep: [Int]

    init(_ pattern: Pattern, beatsPerSecond: Int) {
        self.pattern = pattern
        self.beatsPerSecond = beatsPerSecond
        let perStep = (0..<Self.weekHours).map { Self.beatsPerStep(pattern, weekHour: $0) }
        let beatsPerHour = 3600 * beatsPerSecond
        beatsPerStep = perStep
        stepsBeforeHour = perStep.reduce(into: [0]) { $0.append(($0.last ?? 0) + beatsPerHour / $1) }
        stepsPerDay = perStep[24..<48].reduce(0) { $0 + beatsPerHour / $1 }
    }

    static func == (left: ActivityClock, right: ActivityClock) -> Bool {
        left.pattern == right.pattern && left.beatsPerSecond == right.beatsPerSecond
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(pattern)
        hasher.combine(beatsPerSecond)
    }

    /// The length of a beat in nanoseconds.
    var beatNanoseconds: Int64 { 1_000_000_000 / Int64(beatsPerSecond) }

    /// Returns the beat that contains `instant`.
    func beat(at instant: ExchangeInstant) -> Int {
        Int(ExchangeInstant.floorDivide(instant.nanoseconds, beatNanoseconds))
    }

    /// Returns the first instant of a beat.
    func start(of beat: Int) -> ExchangeInstant {
        ExchangeInstant(nanoseconds: Int64(beat) * beatNanoseconds)
    }

    /// Returns the step of the price in `beat`; 0 before 1970-01-05.
    func step(of beat: Int) -> Int {
        let beatsPerHour = 3600 * beatsPerSecond
        let since = beat - Int(Self.firstMonday) * beatsPerSecond
        guard since >= 0 else { return 0 }
        let hours = since / beatsPerHour
        let (week, hour) = (hours / Self.weekHours, hours % Self.weekHours)
        return week * stepsBeforeHour[Self.weekHours] + stepsBeforeHour[hour]
            + since % beatsPerHour / beatsPerStep[hour]
    }

    /// Returns the beats in which `step` is the price's step.
    func beats(of step: Int) -> Range<Int> {
        let beatsPerHour = 3600 * beatsPerSecond
        let (week, rest) = step.quotientAndRemainder(dividingBy: stepsBeforeHour[Self.weekHours])
        var (low, high) = (0, Self.weekHours)
        while high - low > 1 {
            let middle = (low + high) / 2
            if stepsBeforeHour[middle] <= rest { low = middle } else { high = middle }
        }
        let first = (week * Self.weekHours + low) * beatsPerHour + (rest - stepsBeforeHour[low]) * beatsPerStep[low]
        let origin = Int(Self.firstMonday) * beatsPerSecond
        return origin + first..<origin + first + beatsPerStep[low]
    }

    private static func beatsPerStep(_ pattern: Pattern, weekHour: Int) -> Int {
        let (day, hour) = (weekHour / 24, weekHour % 24)
        if (day == 4 && hour >= 22) || day == 5 || (day == 6 && hour < 22) { return 16 }
        guard day < 5 else { return 4 }
        return switch pattern {
        case .newYork: (13..<21).contains(hour) ? 1 : 4
        case .frankfurt: (7..<17).contains(hour) ? 1 : 4
        case .hongKong: (1..<9).contains(hour) ? 1 : 4
        case .roundTheClock: 1
        }
    }
}
