import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSWire
import Testing
import Trading

@Suite("Several scripts in one run")
struct SeveralScriptsTests {
    private func bench(_ names: [String] = ["alpha", "beta"]) -> RunBench {
        let bench = RunBench(names)
        bench.begin()
        return bench
    }

    @Test("both may use request 1: each gets its own answer under its own number")
    func sameNumber() {
        let bench = bench()
        for place in 0...1 { bench.act(place) { $0.submit(RunFixture.details(1)) } }
        #expect(
            bench.done() == [
                "send reqContractDetails 2000000000", "flush", "send reqContractDetails 2000000001", "flush",
            ]
        )
        bench.peer.receive(RunFixture.detailsEnd(2_000_000_001), RunFixture.detailsEnd(2_000_000_000))
        #expect(bench.done() == ["beta message contractDetailsEnd 1", "alpha message contractDetailsEnd 1"])
    }

    @Test("ticks go to the script that asked for them")
    func ticks() {
        let bench = bench()
        for place in 0...1 {
            bench.act(place) { script in
                var request = ClientMessage.ReqMktData()
                request.contract = RunFixture.stock()
                script.submit(.request(request.clientMessage, .own(place + 5)))
            }
        }
        _ = bench.done()
        bench.peer.receive(RunFixture.tick(2_000_000_001, 190), RunFixture.tick(2_000_000_000, 191))
        #expect(bench.done() == ["beta message tickPrice 6", "alpha message tickPrice 5"])
    }

    @Test("order ids are never given twice, and news go to the order's script only")
    func orders() {
        let bench = bench()
        for place in 0...1 { bench.act(place) { $0.submit(.place([RunFixture.new()])) } }
        #expect(
            bench.done() == [
                "send placeOrder 1", "flush", "send placeOrder 2", "flush",
                "show alpha: order 1: BUY 100 AAPL MKT placed", "show beta: order 2: BUY 100 AAPL MKT placed",
            ]
        )
        bench.peer.receive(RunFixture.status(2, .submitted), RunFixture.error(1, 399, "held until the opening"))
        #expect(
            bench.done() == [
                "beta message orderStatus 2 [status]", "alpha message error 1 [notice]",
                "show beta: order 2: Submitted, filled 0, remaining 100",
            ]
        )
    }

    @Test("a script cannot cancel another's order")
    func foreignOrder() {
        let bench = bench()
        bench.act(0) { $0.submit(.place([RunFixture.new()])) }
        bench.act(1) { $0.submit(.cancel(orderId: 1)) }
        #expect(bench.done() == ["send placeOrder 1", "flush", "show alpha: order 1: BUY 100 AAPL MKT placed"])
        guard case .impossible(let obstacle)? = bench.scripts[1].verdicts.first else {
            Issue.record("the cancel passed: \(bench.scripts[1].verdicts)")
            return
        }
        #expect(obstacle.code == .unknownOrder)
    }

    @Test("what concerns nobody in particular reaches all; an error is shown once, without a script's name")
    func shared() {
        let bench = bench()
        bench.peer.receive(RunFixture.time(1), RunFixture.error(-1, 504, "Not connected"))
        #expect(
            bench.done() == [
                "alpha message currentTime shared", "beta message currentTime shared",
                "alpha message error -1 shared", "beta message error -1 shared", "show error 504: Not connected",
            ]
        )
    }

    @Test("an error of a request reaches its script alone, which shows it")
    func ownError() {
        let bench = bench()
        bench.act(1) { $0.submit(RunFixture.details(3)) }
        _ = bench.done()
        bench.peer.receive(RunFixture.error(2_000_000_000, 200, "No security definition"))
        #expect(bench.done() == ["beta message error 3"])
    }

    @Test("the end of one leaves the others running; the run's own summary comes last")
    func endings() {
        let bench = bench()
        bench.act(0) { $0.end(RunEnd(.finished)) }
        #expect(bench.done() == ["show alpha: summary: 0.0 s, no orders", "show alpha: ended: finished"])
        bench.peer.receive(RunFixture.time(1))
        #expect(bench.done() == ["beta message currentTime shared"])
        bench.clock.advance(90)
        bench.act(1) { $0.end(RunEnd(.stopped, message: "enough")) }
        #expect(
            bench.done() == [
                "flush", "close", "show beta: summary: 1 min 30 s, no orders", "show beta: ended: stopped: enough",
                "show summary: 1 min 30 s, no orders",
            ]
        )
        bench.confirmClose()
        #expect(bench.done() == ["exit 0"])
    }

    @Test("the exit code is the first that is not 0, in the order of the command line")
    func exitCode() {
        let bench = bench(["alpha", "beta", "gamma"])
        bench.act(2) { $0.end(RunEnd(.budget, message: "too long")) }
        bench.act(1) { $0.end(RunEnd(.denied)) }
        bench.act(0) { $0.end(RunEnd(.finished)) }
        bench.confirmClose()
        #expect(bench.exitCode == 4)
    }

    @Test("a stop reaches every script")
    func stop() {
        let bench = bench()
        bench.coordinator.take(.stop(.timeLimit))
        #expect(bench.done().prefix(2) == ["alpha stop timeLimit", "beta stop timeLimit"])
        bench.confirmClose()
        #expect(bench.exitCode == 0)
    }
}
