internal import ScriptHost
internal import SimExchange

/// The exchange's time as a run's clock.
final class ExchangeClock: RunClock {
    private let driver: ExchangeDriver

    init(_ driver: ExchangeDriver) { self.driver = driver }

    var now: ScriptInstant {
        ScriptInstant(nanoseconds: driver.now.nanoseconds(since: ExchangeInstant(nanoseconds: 0)))
    }

    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        driver.startTimer(after: seconds, action)
    }

    func cancelTimer(_ number: Int) { driver.cancelTimer(number) }
}
