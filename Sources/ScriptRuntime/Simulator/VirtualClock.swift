internal import SimExchange

/// The simulated exchange's time: runs from its start at a speed, or leaps from event to event.
struct VirtualClock {
    private let speed: SimulationSpeed
    /// Where virtual and real time were last aligned.
    private var origin: (virtual: ExchangeInstant, real: Int64)
    /// The time up to which it leaps, whatever its speed.
    private var haste: ExchangeInstant?

    /// Starts at `start` when the machine's monotonic clock shows `real` nanoseconds.
    init(start: ExchangeInstant, speed: SimulationSpeed, real: Int64) {
        self.speed = speed
        origin = (start, real)
    }

    /// Returns the current time; at maximum speed it runs like the machine's between leaps.
    func now(real: Int64) -> ExchangeInstant {
        let elapsed = Double(max(0, real - origin.real)) * rate
        return origin.virtual.adding(nanoseconds: Int64(elapsed))
    }

    /// The virtual seconds per real second, not counting leaps.
    var rate: Double { if case .factor(let factor) = speed { factor } else { 1 } }

    /// Whether time leaps to the next event.
    var leaps: Bool { speed == .maximum }

    /// Returns the nanoseconds of real time until `instant`; 0 if it is past, or at maximum speed.
    func realDelay(until instant: ExchangeInstant, real: Int64) -> Int64 {
        guard case .factor(let factor) = speed, !isHasty(instant) else { return 0 }
        let left = Double(instant.nanoseconds(since: now(real: real))) / factor
        return left <= 0 ? 0 : Int64(min(left, 86_400e9)) + 1
    }

    /// Moves to the time of an event that is due.
    mutating func leap(to instant: ExchangeInstant, real: Int64) {
        if leaps || isHasty(instant), instant > now(real: real) { origin = (instant, real) }
    }

    /// Leaps up to a time, and runs at its own speed from there.
    mutating func hurry(to instant: ExchangeInstant) { haste = instant }

    private func isHasty(_ instant: ExchangeInstant) -> Bool { haste.map { instant <= $0 } ?? false }
}
