import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSWire
import Testing
import Trading

@Suite("An output without room")
struct ParkingTests {
    private func bench() -> RunBench {
        let bench = RunBench(["alpha", "beta"])
        bench.begin()
        bench.output.setRoom(false)
        bench.act(0) { $0.say("one line too many") }
        _ = bench.done()
        return bench
    }

    @Test("parks the script that prints, and no other")
    func others() {
        let bench = bench()
        bench.act(1) { $0.startTimer(9, after: 1) }
        bench.peer.receive(RunFixture.time(1), RunFixture.time(2))
        bench.clock.advance(1)
        #expect(
            bench.done() == [
                "beta message currentTime shared", "beta message currentTime shared", "beta timer 9",
            ]
        )
        bench.output.setRoom(true)
        #expect(bench.done() == ["alpha message currentTime shared", "alpha message currentTime shared"])
        bench.peer.receive(RunFixture.time(3))
        #expect(bench.done() == ["alpha message currentTime shared", "beta message currentTime shared"])
    }

    /// A run whose script has placed an order and waits for room in the output.
    private func parkedWithOrder() -> RunBench {
        let bench = RunBench()
        bench.begin()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        bench.output.setRoom(false)
        bench.act { $0.say("one line too many") }
        _ = bench.done()
        return bench
    }

    @Test("drops outdated ticks of many and says how many; news of orders are all kept")
    func ticks() {
        let bench = parkedWithOrder()
        for _ in 1...10_003 { bench.peer.receive(RunFixture.tick(77, 190)) }
        bench.peer.receive(RunFixture.status(1, .submitted))
        #expect(bench.done() == ["show order 1: Submitted, filled 0, remaining 100"])
        bench.output.setRoom(true)
        let heard = bench.done()
        let ticks = heard.count { $0 == "alpha message tickPrice 77 shared" }
        #expect((1...1_000).contains(ticks))
        #expect(
            heard.filter { $0 != "alpha message tickPrice 77 shared" } == [
                "alpha message orderStatus 1 [status]",
                "show \(10_003 - ticks) ticks were dropped while the output was not read",
            ]
        )
    }

    @Test("drops reports that change none of its orders beyond 10,000 and says how many; news and answers are kept")
    func reports() {
        let bench = parkedWithOrder()
        for number in 1...10_002 { bench.peer.receive(RunFixture.status(1_000_000 + number, .submitted)) }
        bench.peer.receive(RunFixture.error(-1, 504, "x"), RunFixture.status(1, .submitted), RunFixture.time(1))
        _ = bench.done()
        bench.output.setRoom(true)
        let heard = bench.done()
        #expect(heard.count { $0.hasPrefix("alpha message orderStatus 1") && $0.hasSuffix(" shared") } == 10_000)
        #expect(heard.suffix(3).contains("alpha message orderStatus 1 [status]"), "\(heard.suffix(3))")
        #expect(heard.suffix(3).contains("alpha message currentTime shared"), "\(heard.suffix(3))")
        let dropped = "show 3 reports that changed none of its orders were dropped while the output was not read"
        #expect(heard.contains(dropped), "\(heard.suffix(3))")
    }

    @Test("a script that prints again is parked again, and hears the rest in order")
    func again() {
        let bench = bench()
        bench.peer.receive(RunFixture.time(1), RunFixture.error(-1, 504, "x"))
        _ = bench.done()
        bench.scripts[0].next { script in
            script.say("again")
            bench.output.setRoom(false)
        }
        bench.output.setRoom(true)
        #expect(bench.done() == ["alpha message currentTime shared", "show alpha: again"])
        bench.output.setRoom(true)
        #expect(bench.done() == ["alpha message error -1 shared"])
    }

    @Test("a stop reaches a script that is parked")
    func stop() {
        let bench = bench()
        bench.peer.receive(RunFixture.time(1))
        _ = bench.done()
        bench.coordinator.take(.stop(.interrupted))
        #expect(bench.done().prefix(2) == ["alpha stop interrupted", "beta stop interrupted"])
        bench.confirmClose()
        #expect(bench.exitCode == 130)
    }
}
