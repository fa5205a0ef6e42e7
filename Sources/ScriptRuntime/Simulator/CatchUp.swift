internal import SimExchange

/// Brings an exchange that was stopped some time ago up to the machine's time.
///
/// It works in steps, between which it reports its progress and checks whether to stop.
struct CatchUp {
    /// The exchange's time in one step, in seconds.
    private static let step: Int64 = 6 * 3600

    private let start: ExchangeInstant
    private let end: ExchangeInstant
    private var told: ContinuousClock.Instant

    /// Plans the advance from an exchange's time to `end`.
    init(_ exchange: SimExchange, to end: ExchangeInstant) {
        start = exchange.now
        self.end = end
        told = .now
    }

    /// Advances time until the end, or until `isStopped` returns `true`; `tell` gets a line about once a second.
    mutating func run(_ exchange: inout SimExchange, isStopped: () -> Bool, tell: (String) -> Void) {
        while exchange.now < end, !isStopped() {
            exchange.leap(to: min(end, exchange.now.adding(seconds: Self.step)))
            guard exchange.now < end, ContinuousClock.now - told > .seconds(1) else { continue }
            told = .now
            tell(line(exchange.now))
        }
    }

    private func line(_ now: ExchangeInstant) -> String {
        let share = 100 * now.nanoseconds(since: start) / max(1, end.nanoseconds(since: start))
        return "catching up with the system's clock: \(ExchangeTime.text(now, in: .newYork)), \(share) %"
    }
}
