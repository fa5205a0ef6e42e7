import NIOCore
import NIOPosix
import SimExchange
import Testing

@testable import ScriptRuntime

@Suite("The driver of a simulator")
struct ExchangeDriverTests {
    /// The loop takes what is due out of its queues in batches: what one of a batch cancels is called nevertheless.
    @Test("a wake that is cancelled in the turn in which it is due does not let time leap to the next event")
    func cancelledWake() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let passed = try await loop.flatSubmit {
            let driver = ExchangeDriver(ChaosExchange(SimExchange()), speed: .factor(1), pace: .clock, on: loop)
            let (start, passed) = (driver.now, loop.makePromise(of: Int64.self))
            let near = driver.startTimer(after: 0.001) {}
            let bound = NIOLoopBound(driver, eventLoop: loop)
            loop.execute {
                bound.value.cancelTimer(near)
                bound.value.startTimer(after: 3600) {}
                // The wake comes behind this in the same batch, and what follows is in the next one.
                loop.execute {
                    passed.succeed(bound.value.now.nanoseconds(since: start))
                    bound.value.stop()
                }
            }
            // Both the wake for the timer and what cancels it are due when this turn ends.
            let due = NIODeadline.now() + .milliseconds(5)
            while NIODeadline.now() < due {}
            return passed.futureResult
        }.get()
        #expect((0..<60_000_000_000).contains(passed))
    }
}
