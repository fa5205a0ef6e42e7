internal import NIOCore
internal import SimExchange
internal import TWSSession
internal import Trading

/// The exchange's time as a run's clock.
final class ExchangeClock: RunClock {
    private let driver: ExchangeDriver
    private let loop: any EventLoop

    init(_ driver: ExchangeDriver, on loop: any EventLoop) {
        self.driver = driver
        self.loop = loop
    }

    var now: RunInstant {
        RunInstant(nanoseconds: driver.now.nanoseconds(since: ExchangeInstant(nanoseconds: 0)))
    }

    var instant: SessionInstant { SessionInstant(nanoseconds: driver.now.nanoseconds(since: .virtualStart)) }

    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        driver.startTimer(after: seconds, action)
    }

    func cancelTimer(_ number: Int) { driver.cancelTimer(number) }

    func later(_ action: @escaping () -> Void) { loop.later(action) }

    func soon(_ milliseconds: Int, _ action: @escaping () -> Void) { loop.soon(milliseconds, action) }

    func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void { loop.signal(action) }
}
