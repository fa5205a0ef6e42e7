import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSWire
import Testing
import Trading

@Suite("The end of a script, and what becomes of its orders")
struct RunEndingTests {
    /// A run whose script has some orders working.
    private func bench(_ onStop: OnStop, orders: [Intent.NewOrder] = [RunFixture.new()]) -> RunBench {
        let bench = RunBench(onStop: onStop)
        bench.begin()
        bench.act { script in for order in orders { script.submit(.place([order])) } }
        for orderId in 1...orders.count { bench.peer.receive(RunFixture.status(orderId, .submitted)) }
        _ = bench.done()
        return bench
    }

    @Test("leave: the order is named and stays")
    func leave() {
        let bench = bench(.leave)
        bench.act { $0.end(RunEnd(.finished)) }
        #expect(
            bench.done() == [
                "flush", "close", "show summary: 0.0 s, 1 order, 0 fills", "show ended: finished",
            ]
        )
        guard case .ended(let end)? = bench.output.lines.last?.event else { Issue.record("no end"); return }
        #expect(end.workingOrders == [1])
    }

    @Test("cancel_all: the run waits for TWS's word, and its end stays the script's")
    func cancelAll() {
        let bench = bench(.cancelAll)
        bench.act { $0.end(RunEnd(.scriptError, message: "oops")) }
        #expect(
            bench.done() == [
                "send cancelOrder 1", "flush",
                "show order 1: BUY 100 AAPL MKT: the script ends, so it is cancelled",
            ]
        )
        bench.clock.advance(1)
        bench.peer.receive(RunFixture.status(1, .cancelled))
        #expect(
            bench.done() == [
                "flush", "close", "show order 1: Cancelled, filled 0, remaining 100",
                "show summary: 1.0 s, 1 order, 0 fills", "show ended: script error: oops",
            ]
        )
        bench.confirmClose()
        #expect(bench.exitCode == 1)
    }

    @Test("TWS has 5 s to confirm")
    func patience() {
        let bench = bench(.cancelAll)
        bench.act { $0.end(RunEnd(.finished)) }
        _ = bench.done()
        bench.clock.advance(4.9)
        #expect(bench.done() == [])
        bench.clock.advance(0.1)
        #expect(
            bench.done() == [
                "flush", "close", "show TWS has not confirmed every cancel within 5 s",
                "show summary: 5.0 s, 1 order, 0 fills", "show ended: finished",
            ]
        )
    }

    @Test("cancel_entries: children and orders that only reduce the position stay")
    func cancelEntries() {
        let bench = bench(.cancelEntries, orders: [RunFixture.new()])
        bench.peer.receive(
            RunFixture.execution(1, "a.1.01.01", 100, at: 190),
            RunFixture.status(1, .filled, filled: 100, remaining: 0)
        )
        bench.act { script in
            // 2 and 3: an entry and its child; 4: reduces the 100 that are held; 5: would turn them; 6: adds to them.
            script.submit(.place([RunFixture.new(.buy, 10, limit: 150), RunFixture.new(.sell, 10, limit: 160)]))
            script.submit(.place([RunFixture.new(.sell, 100, limit: 200)]))
            script.submit(.place([RunFixture.new(.sell, 101, limit: 200)]))
            script.submit(.place([RunFixture.new(.buy, 1, limit: 100)]))
        }
        for orderId in 2...6 { bench.peer.receive(RunFixture.status(orderId, .submitted)) }
        _ = bench.done()
        bench.act { $0.end(RunEnd(.finished)) }
        #expect(
            bench.done() == [
                "send cancelOrder 2", "send cancelOrder 5", "send cancelOrder 6", "flush",
                "show order 2: BUY 10 AAPL LMT 150.00: the script ends, so it is cancelled",
                "show order 5: SELL 101 AAPL LMT 200.00: the script ends, so it is cancelled",
                "show order 6: BUY 1 AAPL LMT 100.00: the script ends, so it is cancelled",
            ]
        )
    }

    @Test("after its end nothing of a script leaves, and nothing reaches it")
    func afterTheEnd() {
        let bench = bench(.cancelAll)
        bench.act { $0.end(RunEnd(.finished)) }
        _ = bench.done()
        let heard = bench.script.events.count
        bench.peer.receive(RunFixture.time(1))
        bench.coordinator.take(.stop(.interrupted))
        #expect(bench.script.events.count == heard)
        guard case .impossible(let obstacle) = bench.script.submit(.place([RunFixture.new()])) else {
            Issue.record("the order passed")
            return
        }
        #expect(obstacle.code == .scriptEnded)
        #expect(bench.done() == [])
    }

    @Test("connection lost: unacknowledged orders are unknown, unsent ones were not sent; exit 5")
    func connectionLost() {
        let bench = RunBench()
        bench.begin()
        bench.act { script in for _ in 1...3 { script.submit(.place([RunFixture.new()])) } }
        bench.peer.receive(RunFixture.status(1, .submitted))
        _ = bench.done()
        bench.peer.lose(unsent: [3])
        #expect(
            bench.done() == [
                "alpha order 3 [notice status done]", "alpha order 2 [unknown]", "alpha disconnected: TWS went away",
                #"alpha stop connectionLost("TWS went away")"#,
                "show order 3: it was withdrawn before it was sent",
                "show order 3: NotSent, filled 0, remaining 100",
                "show alarm on order 2: its fate is unknown: the connection was lost before TWS acknowledged it; check in "
                    + "TWS whether it is working",
                "show summary: 0.0 s, 2 orders, 0 fills", "show ended: connection lost: TWS went away", "exit 5",
            ]
        )
    }

    @Test("a connection that is lost while cancels are awaited keeps the script's own end")
    func lostWhileRetiring() {
        let bench = bench(.cancelAll)
        bench.act { $0.end(RunEnd(.finished)) }
        _ = bench.done()
        bench.peer.lose()
        bench.clock.advance(5)
        #expect(
            bench.done() == [
                "show TWS has not confirmed every cancel within 5 s", "show summary: 5.0 s, 1 order, 0 fills",
                "show ended: finished", "exit 0",
            ]
        )
    }

    @Test(
        "--for and an interruption end a script as it ends itself",
        arguments: [
            (StopRequest.timeLimit, "time limit", 0), (.interrupted, "interrupted", 130),
        ] as [(StopRequest, String, Int32)]
    )
    func stopped(request: StopRequest, word: String, code: Int32) {
        let bench = bench(.leave)
        bench.coordinator.take(.stop(request))
        #expect(bench.done().last == "show ended: \(word)")
        bench.confirmClose()
        #expect(bench.exitCode == code)
    }
}
