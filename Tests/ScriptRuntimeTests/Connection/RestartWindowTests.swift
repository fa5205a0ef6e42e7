import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import Testing
import Trading

/// New orders around TWS's nightly restart.
@Suite("The restart window")
struct RestartWindowTests {
    /// From 10 to 12 minutes after the start of the run, every hour.
    private struct Window: NightlyRestart {
        private func minute(_ instant: RunInstant) -> Double {
            ((instant.seconds - ManualClock.start.seconds) / 60).truncatingRemainder(dividingBy: 60)
        }

        func contains(_ instant: RunInstant, lead: Double) -> Bool {
            (10 - lead / 60..<12).contains(minute(instant))
        }

        func start(after instant: RunInstant) -> RunInstant { next(10, instant) }

        func end(after instant: RunInstant) -> RunInstant { next(12, instant) }

        private func next(_ wanted: Double, _ instant: RunInstant) -> RunInstant {
            let now = minute(instant)
            return RunInstant(seconds: instant.seconds + 60 * (wanted - now + (now < wanted ? 0 : 60)))
        }
    }

    private func bench() -> RunBench {
        let bench = RunBench(restart: Window()) { $0.reconnects = true }
        bench.begin()
        return bench
    }

    /// Whether a new order passes now.
    private func passes(_ bench: RunBench) -> Bool {
        switch bench.script.submit(.place([RunFixture.new()])) {
        case .placed: return true
        case .impossible(let obstacle):
            #expect([.restartWindow, .notConnected].contains(obstacle.code))
            return false
        case let verdict:
            Issue.record("\(verdict)")
            return false
        }
    }

    @Test("new orders are held from 5 minutes before the window until it is over; without a restart, too")
    func quietNight() {
        let bench = bench()
        #expect(passes(bench))
        bench.clock.advance(299)
        #expect(passes(bench))
        bench.clock.advance(2)
        #expect(!passes(bench))
        #expect(bench.done().contains("show TWS is about to restart: new orders are held until that is over"))
        bench.clock.advance(418)
        #expect(!passes(bench))
        bench.clock.advance(2)
        #expect(passes(bench))
        #expect(bench.done().contains("alpha released"))
        // And the next night again.
        bench.clock.advance(53 * 60)
        #expect(!passes(bench))
    }

    @Test("a restart that takes longer than the window holds orders until they are read again")
    func longRestart() {
        let bench = bench()
        bench.clock.advance(660)
        bench.peer.lose()
        bench.clock.advance(120)
        #expect(!passes(bench))
        bench.peer.ready()
        bench.answerRound()
        #expect(passes(bench))
        #expect(bench.done().contains("alpha released"))
    }

    @Test("a restart inside the window does not end it")
    func shortRestart() {
        let bench = bench()
        bench.clock.advance(605)
        bench.peer.lose()
        bench.clock.advance(10)
        bench.peer.ready()
        bench.answerRound()
        #expect(!passes(bench))
        bench.clock.advance(110)
        #expect(passes(bench))
    }

    @Test("cancels pass in the window")
    func cancels() {
        let bench = bench()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        bench.clock.advance(400)
        _ = bench.done()
        bench.act { $0.submit(.cancel(orderId: 1)) }
        #expect(bench.done().contains("send cancelOrder 1"))
    }
}
