import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSWire
import Testing
import Trading

@Suite("What a run reads again")
struct ReconcilingTests {
    private static let questions = [
        "send reqIds", "send reqAllOpenOrders", "send reqExecutions 2000000000", "send reqCompletedOrders",
        "send reqPositions",
    ]

    private static func starting() -> RunBench {
        let bench = RunBench(startsFresh: false)
        bench.coordinator.take(.begin)
        bench.peer.ready()
        return bench
    }

    @Test(
        "The questions leave with the turn in which the scripts begin; the end of the round wakes every script, and only that is heard"
    )
    func start() {
        let bench = Self.starting()
        #expect(bench.done() == ["connect 7497", "alpha started DU1"] + Self.questions + ["flush"])
        bench.answerRound()
        #expect(bench.done().filter { $0.hasPrefix("alpha") } == ["alpha reconciled"])
    }

    @Test("Row 31: without an end mark it is said after 10 s, and asked again after 3 s")
    func timeOut() {
        let bench = Self.starting()
        bench.answerRound(without: "reqAllOpenOrders")
        _ = bench.done()
        bench.clock.advance(9.9)
        #expect(bench.done() == [])
        bench.clock.advance(0.2)
        #expect(bench.done().contains { $0.contains("has not finished its list of open orders") })
        bench.clock.advance(3)
        #expect(bench.done().contains("send reqAllOpenOrders"))
        bench.answerRound()
        #expect(bench.done().contains("alpha reconciled"))
    }

    @Test("While an order is unknown everything is asked again: after 3 s, then every 60 s")
    func unknown() {
        let past = PastOrder(
            reference: "ibs.r.11111111.1.",
            scriptName: "alpha",
            file: "",
            clientId: 1,
            orderId: 5,
            contract: RunFixture.stock(),
            placed: RunInstant(seconds: 1_767_625_200),
            order: RunFixture.new().order,
            wasSent: true,
            isReleased: false,
            messages: []
        )
        let bench = RunBench(startsFresh: false, history: JournalHistory(orders: [past]))
        bench.coordinator.take(.begin)
        bench.peer.ready()
        _ = bench.done()
        bench.answerRound()
        _ = bench.done()
        for seconds in [3.0, 60, 60] {
            bench.clock.advance(seconds - 0.1)
            #expect(bench.done() == [])
            bench.clock.advance(0.2)
            #expect(bench.done().contains("send reqAllOpenOrders"))
            bench.answerRound()
            _ = bench.done()
        }
    }
}
