import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import TWSWire
import Testing
import Trading

/// A script in a process of its own, while it works.
@Suite("A script that is away")
struct AwayTests {
    private func bench() -> RunBench {
        let bench = RunBench(["alpha", "beta"])
        bench.begin()
        bench.act(0) { script in
            script.goAway()
            script.say("first")
        }
        _ = bench.done()
        return bench
    }

    @Test("hears what has come meanwhile when it is back, in order; others hear it at once")
    func others() {
        let bench = bench()
        bench.peer.receive(RunFixture.time(1), RunFixture.time(2))
        #expect(bench.done() == ["beta message currentTime shared", "beta message currentTime shared"])
        bench.scripts[0].comeBack()
        #expect(
            bench.done() == [
                "alpha message currentTime shared", "alpha message currentTime shared", "show alpha: first",
            ]
        )
    }

    @Test("may go away again before it has heard all")
    func again() {
        let bench = bench()
        bench.peer.receive(RunFixture.time(1), RunFixture.time(2))
        _ = bench.done()
        bench.scripts[0].next { $0.goAway() }
        bench.scripts[0].comeBack()
        #expect(bench.done() == ["alpha message currentTime shared", "show alpha: first"])
        bench.scripts[0].comeBack()
        #expect(bench.done() == ["alpha message currentTime shared"])
    }

    @Test("does not get outdated ticks of many, and people are told")
    func ticks() {
        let bench = bench()
        for _ in 1...10_002 { bench.peer.receive(RunFixture.tick(77, 190)) }
        _ = bench.done()
        bench.scripts[0].comeBack()
        let heard = bench.done()
        let ticks = heard.count { $0 == "alpha message tickPrice 77 shared" }
        #expect((1...1_000).contains(ticks))
        #expect(heard.contains("show alpha: \(10_002 - ticks) ticks were dropped while the script was busy"))
    }

    @Test("hears much in several turns of the loop, in order: others are answered between them")
    func turns() {
        let bench = bench()
        for number in 1...200 { bench.peer.receive(RunFixture.time(number)) }
        _ = bench.done()
        let spoken = bench.scripts[0].events.count
        bench.scripts[0].comeBack()
        #expect(bench.scripts[0].events.count - spoken == 64)
        // What comes now has its place behind what has waited.
        bench.peer.receive(RunFixture.status(1_000_001, .submitted))
        #expect(bench.scripts[0].events.count - spoken == 64)
        let heard = bench.done().filter { $0.hasPrefix("alpha") }
        #expect(heard.count == 201)
        #expect(heard.last?.contains("orderStatus") == true, "\(heard.suffix(2))")
    }

    @Test("is asked to stop when it is back; others are at once")
    func stop() {
        let bench = bench()
        bench.coordinator.take(.stop(.interrupted))
        #expect(bench.done().filter { $0.contains(" stop ") } == ["beta stop interrupted"])
        bench.scripts[0].comeBack()
        #expect(bench.done().contains("alpha stop interrupted"))
        bench.confirmClose()
        #expect(bench.exitCode == 130)
    }

    @Test("its end in the middle is an end of its own; what it had placed leaves")
    func death() {
        let bench = bench()
        bench.scripts[0].submit(.place([RunFixture.new()]))
        bench.scripts[0].end(RunEnd(.budget, message: "gone"))
        bench.scripts[0].comeBack()
        let done = bench.done()
        #expect(done.contains("send placeOrder 1"), "\(done)")
        #expect(done.contains { $0.hasPrefix("show alpha: ended: budget: gone") }, "\(done)")
        bench.peer.receive(RunFixture.time(3))
        #expect(bench.done() == ["beta message currentTime shared"])
    }

    @Test(
        "what it placed as the connection ended has not left, and nothing else is told of it",
        arguments: [false, true]
    )
    func lost(isBackFirst: Bool) {
        let bench = RunBench { $0.reconnects = true }
        bench.begin()
        bench.act(0) { $0.goAway() }
        bench.scripts[0].submit(.place([RunFixture.new()]))
        bench.peer.lose()
        let atOnce = bench.done()
        let told = atOnce.filter { $0.contains("placeOrder") || $0.contains("nknown") || $0.contains("NotSent") }
        #expect(told.isEmpty)
        if !isBackFirst {
            bench.clock.advance(1)
            bench.peer.ready()
            bench.answerRound()
            _ = bench.done()
        }
        bench.scripts[0].comeBack()
        let later = bench.done()
        #expect(!later.contains { $0.contains("send placeOrder") || $0.contains("nknown") }, "\(later)")
        #expect(later.contains { $0.contains("NotSent") }, "\(later)")
    }
}
