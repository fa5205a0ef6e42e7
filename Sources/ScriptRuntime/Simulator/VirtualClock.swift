internal import SimExchange

/// The simulated exchange's time: runs from its start at a speed, or leaps from event to event.
struct VirtualClock {
    private let speed: SimulationSpeed
    /// Where virtual and real time were last set against each other.
    private var origin: (virtual: ExchangeInstant, real: Int64)

    /// Starts at `start` when the machine's monotonic clock shows `real` nanoseconds.
    init(start: ExchangeInstant, speed: SimulationSpeed, real: Int64) {
        self.speed = speed
        origin = (start, real)
    }

    /// The time now; at maximum speed the time of the last leap.
    func now(real: Int64) -> ExchangeInstant {
        guard case .factor(let factor) = speed else { return origin.virtual }
        let elapsed = Double(max(0, real - origin.real)) * factor
        return origin.virtual.adding(nanoseconds: Int64(elapsed))
    }

    /// Nanoseconds of real time until `instant`; 0 when it is past, or at maximum speed.
    func realDelay(until instant: ExchangeInstant, real: Int64) -> Int64 {
        guard case .factor(let factor) = speed else { return 0 }
        let left = Double(instant.nanoseconds(since: now(real: real))) / factor
        return left <= 0 ? 0 : Int64(min(left, 86_400e9)) + 1
    }

    /// Moves to the time of an event that is due.
    mutating func leap(to instant: ExchangeInstant) {
        if case .maximum = speed { origin.virtual = max(origin.virtual, instant) }
    }
}
