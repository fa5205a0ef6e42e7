import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import TWSWire
import Testing
import Trading

@Suite("What a run does, and in which order")
struct RunOrderTests {
    private func bench() -> RunBench {
        let bench = RunBench()
        bench.begin()
        return bench
    }

    @Test("an order reaches the socket before any line is shown; lines stand in the order of the script's")
    func socketFirst() {
        let bench = bench()
        bench.act { script in
            script.say("before")
            script.submit(.place([RunFixture.new()]))
            script.say("after")
        }
        #expect(
            bench.done() == [
                "send placeOrder 1", "flush", "show before", "show order 1: BUY 100 AAPL MKT placed", "show after",
            ]
        )
        #expect(bench.output.lines.map(\.time) == [ManualClock.start, ManualClock.start, ManualClock.start])
    }

    @Test("a turn is flushed once, however much it sends")
    func oneFlush() {
        let bench = bench()
        bench.act { script in
            for _ in 1...3 { script.submit(.place([RunFixture.new()])) }
            script.submit(RunFixture.details(nil))
        }
        #expect(
            bench.done().prefix(5) == [
                "send placeOrder 1", "send placeOrder 2", "send placeOrder 3", "send reqContractDetails 2000000000",
                "flush",
            ]
        )
        bench.peer.receive(RunFixture.time(1))
        #expect(bench.done() == ["alpha message currentTime shared"])
    }

    @Test("a bracket leaves whole, held back until its last order")
    func bracket() throws {
        let bench = bench()
        bench.act { $0.submit(.place([RunFixture.new(limit: 150), RunFixture.new(.sell, limit: 160)])) }
        let orders = bench.peer.sent.compactMap { message -> Order? in
            if case .placeOrder(let place) = message { place.order } else { nil }
        }
        #expect(orders.map(\.transmit) == [false, true])
        #expect(orders.map(\.parentId) == [0, 1])
        #expect(orders.map(\.account) == ["DU1", "DU1"])
        #expect(orders.map(\.orderRef) == ["ibs.r.0badcafe.1.", "ibs.r.0badcafe.2."])
    }

    @Test("an order that still waits is taken back; one that does not is cancelled")
    func takeBack() {
        let bench = bench()
        bench.act { script in for _ in 1...2 { script.submit(.place([RunFixture.new()])) } }
        _ = bench.done()
        bench.peer.waiting = [1]
        bench.act { script in
            script.submit(.cancel(orderId: 1))
            script.submit(.cancel(orderId: 2))
        }
        #expect(
            bench.done() == [
                "take back 1", "alpha order 1 [notice status done]", "send cancelOrder 2", "flush",
                "show order 1: it was withdrawn before it was sent", "show order 1: NotSent, filled 0, remaining 100",
            ]
        )
    }

    @Test("what cannot be sent is told: an order as not sent, a request as failed")
    func cannotSend() {
        let bench = bench()
        bench.peer.refusal = SessionError(.queueFull, "too much waits")
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            script.submit(RunFixture.details(7))
        }
        #expect(
            bench.done() == [
                "alpha order 1 [notice status done]", "alpha requestFailed 7: too much waits",
                "show order 1: BUY 100 AAPL MKT placed", "show order 1: too much waits",
                "show order 1: NotSent, filled 0, remaining 100",
                "show error on 7: too much waits",
            ]
        )
    }

    @Test("what a failed order makes a script do comes behind what it had asked for before")
    func reactionsInOrder() {
        let bench = bench()
        bench.peer.refusal = SessionError(.queueFull, "too much waits")
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            script.say("first")
            script.next { $0.say("second") }
        }
        #expect(
            bench.done().filter { $0.hasPrefix("show") } == [
                "show order 1: BUY 100 AAPL MKT placed", "show first", "show order 1: too much waits",
                "show order 1: NotSent, filled 0, remaining 100", "show second",
            ]
        )
    }

    @Test("what a message makes a script do is done in the turn of the message")
    func reaction() {
        let bench = bench()
        bench.script.next { $0.submit(.place([RunFixture.new()])) }
        bench.peer.receive(RunFixture.time(1))
        #expect(
            bench.done() == [
                "alpha message currentTime shared", "send placeOrder 1", "flush",
                "show order 1: BUY 100 AAPL MKT placed",
            ]
        )
    }

    @Test("timers run out in their order; a cancelled one never")
    func timers() {
        let bench = bench()
        bench.act { script in
            script.startTimer(1, after: 2)
            script.startTimer(2, after: 1)
            script.startTimer(3, after: 1.5)
            script.cancelTimer(3)
        }
        _ = bench.done()
        bench.clock.advance(1)
        #expect(bench.done() == ["alpha timer 2"])
        bench.clock.advance(5)
        #expect(bench.done() == ["alpha timer 1"])
    }

    @Test("a further turn comes after whatever else is due")
    func laterTurn() {
        let bench = bench()
        bench.act { $0.continueLater() }
        #expect(bench.coordinator.isComputing)
        bench.peer.receive(RunFixture.time(1))
        #expect(bench.done() == ["alpha message currentTime shared", "alpha continueSlice"])
        #expect(!bench.coordinator.isComputing)
    }

    @Test("what is odd about the connection is shown")
    func note() {
        let bench = bench()
        bench.peer.note("a message of unknown id 999 was skipped")
        #expect(bench.done() == ["show a message of unknown id 999 was skipped"])
    }
}
