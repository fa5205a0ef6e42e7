import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import TWSWire
import Testing
import Trading

/// What a run asks for again after a loss, and what it leaves; numbers are rows of the fault matrix.
@Suite("Restoring streams")
struct RestoringTests {
    /// A run of two scripts: the first has a quote and positions, the second a quote of its own that it has ended.
    private func bench() -> RunBench {
        let bench = RunBench(["alpha", "beta"]) { $0.reconnects = true }
        bench.begin()
        bench.act(0) { script in
            script.submit(Self.quote(1))
            script.submit(.request(.reqPositions(.init()), .allocated))
            script.submit(RunFixture.details(2))
        }
        bench.act(1) { script in
            script.submit(Self.quote(1))
            var cancel = ClientMessage.CancelMktData()
            cancel.reqId = 1
            script.submit(.request(.cancelMktData(cancel), .own(1)))
        }
        bench.peer.receive(.positionEnd(.init()))
        _ = bench.done()
        return bench
    }

    private static func quote(_ id: Int) -> Intent {
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.contract) = (id, RunFixture.stock())
        return .request(.reqMktData(request), .own(id))
    }

    private static let quoteId = 2_000_000_000

    @Test("a new socket gets every stream again, before the scripts hear of it; single requests are not repeated")
    func socket() {
        let bench = bench()
        bench.peer.lose()
        bench.clock.advance(1)
        _ = bench.done()
        bench.peer.ready()
        #expect(bench.peer.sent.count { $0.name == "reqPositions" } == 2, "the script's, and one of the round")
        bench.answerRound()
        #expect(
            bench.doneBesidesRound() == [
                "alpha connected DU1", "beta connected DU1", "send reqMktData \(Self.quoteId)",
                "alpha resumed socket 1.0", "beta resumed socket 1.0",
                "alpha message positionEnd shared", "beta message positionEnd shared",
                "show connected to TWS again after 1.0 s; 2 subscriptions restored",
            ]
        )
        // The script knows the stream by its own number still.
        bench.peer.receive(RunFixture.tick(Self.quoteId, 190))
        #expect(bench.done() == ["alpha message tickPrice 1"])
    }

    @Test("row 28: 1101 gets the market data again, nothing of the account")
    func dataLost() {
        let bench = bench()
        bench.peer.receive(RunFixture.error(-1, 1100, "Connectivity between IB and TWS has been lost."))
        _ = bench.done()
        bench.clock.advance(90)
        bench.peer.receive(RunFixture.error(-1, 1101, "Connectivity has been restored - data lost."))
        bench.answerRound()
        #expect(
            bench.doneBesidesRound() == [
                "alpha message error -1 shared", "beta message error -1 shared", "send reqMktData \(Self.quoteId)",
                "alpha resumed server 90.0", "beta resumed server 90.0",
                "show TWS: Connectivity has been restored - data lost.",
                "show TWS is connected to IB again after 1 min 30 s; 1 subscription restored",
            ]
        )
    }

    @Test("row 27: 1102 leaves the streams alone; fills of meanwhile are booked, and the gap is told")
    func dataKept() {
        let bench = bench()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        bench.peer.receive(RunFixture.error(-1, 1100, "Connectivity between IB and TWS has been lost."))
        #expect(bench.done().contains("alpha stalled"))
        bench.peer.receive(RunFixture.execution(1, "0001.01", 100, at: 190))
        #expect(bench.done().contains("show alpha: order 1: bought 100 AAPL at 190.00"))
        bench.clock.advance(5)
        bench.peer.receive(RunFixture.error(-1, 1102, "Connectivity has been restored - data maintained."))
        bench.answerRound()
        let done = bench.doneBesidesRound()
        #expect(!done.contains { $0.hasPrefix("send") }, "\(done)")
        #expect(done.contains("alpha resumed server 5.0"))
        #expect(done.last == "show TWS is connected to IB again after 5.0 s; subscriptions were kept")
    }

    @Test("a data farm that goes and comes leads to no request", arguments: [2103, 2105, 2110, 2104, 2106])
    func farms(code: Int) {
        let bench = bench()
        bench.peer.receive(RunFixture.error(-1, code, "farm:usfarm"))
        let done = bench.done()
        #expect(!done.contains { $0.hasPrefix("send") || $0.contains("resumed") }, "\(done)")
    }

    @Test("a stream that could not be asked for again is told to its script as failed")
    func refused() {
        let bench = bench()
        bench.peer.lose()
        bench.clock.advance(1)
        _ = bench.done()
        bench.peer.refusal = .init(.queueFull, "too much waits")
        bench.peer.ready()
        #expect(bench.done().contains("alpha requestFailed 1: too much waits"))
    }

    @Test("a hundred losses in a row leave one stream, one desk and no timers")
    func often() {
        let bench = bench()
        for _ in 1...100 {
            bench.peer.lose()
            bench.clock.advance(60)
            bench.peer.ready()
            bench.answerRound()
            bench.clock.advance(20)
        }
        #expect(bench.peer.sent.count { $0.name == "reqMktData" } == 1)
        #expect(bench.links.links.count == 101)
        #expect(bench.clock.timerCount == 0)
    }
}
