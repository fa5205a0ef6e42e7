import RuntimeTesting
import TWSWire
import Testing
import Trading

@testable import ScriptRuntime

/// A flatten against a TWS that is asked what it knows, before, between and after.
@Suite("A run that is flattened")
struct FlattenedRunTests {
    private let control = RunControl()

    private func answer(_ bench: RunBench, holding quantity: ExactDecimal, _ openOrders: [ServerMessage] = []) {
        for message in bench.peer.sent.suffix(5) {
            switch message {
            case .reqIds:
                var next = ServerMessage.NextValidId()
                next.orderId = 1
                bench.peer.receive(.nextValidId(next))
            case .reqAllOpenOrders:
                for order in openOrders { bench.peer.receive(order) }
                bench.peer.receive(.openOrderEnd(.init()))
            case .reqExecutions(let request):
                var end = ServerMessage.ExecDetailsEnd()
                end.reqId = request.reqId
                bench.peer.receive(.execDetailsEnd(end))
            case .reqCompletedOrders: bench.peer.receive(.completedOrdersEnd(.init()))
            case .reqPositions:
                var position = ServerMessage.Position()
                (position.account, position.contract, position.position) = ("DU1", RunFixture.stock(), quantity)
                bench.peer.receive(.position(position), .positionEnd(.init()))
            default: break
            }
        }
    }

    private func bench(_ journal: ScriptedJournal) -> RunBench {
        let bench = RunBench(startsFresh: false, journal: journal)
        bench.coordinator.listen(to: control)
        bench.begin()
        return bench
    }

    private static func held(_ quantity: ExactDecimal) -> [NetPosition] {
        [NetPosition(contract: RunFixture.stock(), quantity: quantity)]
    }

    @Test("it closes what the journal of all runs says, up to what TWS says is held, and asks TWS what is left")
    func steps() throws {
        let journal = ScriptedJournal()
        journal.positions = Self.held(100)
        let bench = bench(journal)
        answer(bench, holding: 60)
        _ = bench.done()
        control.send(.flatten(.own))
        #expect(bench.done().contains("send reqAllOpenOrders"))
        answer(bench, holding: 60)
        // Nothing works, so it is asked again at once, and then closed.
        #expect(bench.done().contains("send reqAllOpenOrders"))
        answer(bench, holding: 60)
        let done = bench.done()
        let place = try #require(
            bench.peer.sent.compactMap { if case .placeOrder(let place) = $0 { place } else { nil } }.last
        )
        #expect(place.order.action == .sell && place.order.totalQuantity == 60, "\(done)")
        guard case .execDetails(var sale) = RunFixture.execution(place.orderId, "a.1", 60, at: 190) else { return }
        sale.execution.side = .sold
        bench.peer.receive(.execDetails(sale))
        journal.positions = Self.held(40)
        #expect(bench.done().contains("send reqAllOpenOrders"))
        answer(bench, holding: 0)
        #expect(bench.done().contains("show flatten: done"))
        let summary = bench.coordinator.desk.summary(of: nil, closing: bench.coordinator.flattenOrders)
        let line = try #require(summary.lines.first)
        #expect(summary.lines.count == 1 && line.position == 0 && line.closed == 60 && line.open == nil)
        // The book itself still has what its orders have traded.
        #expect(bench.coordinator.desk.summary(of: nil).lines.map(\.position) == [-60])
    }

    @Test("what TWS still lists afterwards is not called done")
    func left() throws {
        let journal = ScriptedJournal()
        journal.positions = Self.held(100)
        let bench = bench(journal)
        answer(bench, holding: 100)
        _ = bench.done()
        control.send(.flatten(.own))
        for _ in 1...2 {
            _ = bench.done()
            answer(bench, holding: 100)
        }
        _ = bench.done()
        let place = try #require(
            bench.peer.sent.compactMap { if case .placeOrder(let place) = $0 { place } else { nil } }.last
        )
        bench.peer.receive(RunFixture.status(place.orderId, .cancelled))
        _ = bench.done()
        answer(bench, holding: 100)
        let said = bench.done().filter {
            $0.hasPrefix("show flatten: not closed: order \(place.orderId); still held: 100")
        }
        #expect(said.count == 1)
    }

    @Test("without TWS's lists nothing is cancelled or closed")
    func silent() {
        let journal = ScriptedJournal()
        journal.positions = Self.held(100)
        let bench = bench(journal)
        answer(bench, holding: 100)
        _ = bench.done()
        control.send(.flatten(.own))
        _ = bench.done()
        bench.clock.advance(10)
        let done = bench.done()
        #expect(done.contains("show flatten: not confirmed by TWS in time: it has not listed its orders and positions"))
        #expect(!bench.peer.sent.contains { if case .placeOrder = $0 { true } else { false } })
    }

    @Test("an order of unknown fate is released while the run is alive; one that is known is not")
    func release() {
        let reference = "ibs.k.00000000.k1."
        let journal = ScriptedJournal()
        journal.past = JournalHistory(orders: [
            PastOrder(
                reference: reference,
                scriptName: "somebody",
                file: "",
                clientId: 1,
                orderId: 5,
                contract: RunFixture.stock(),
                placed: RunInstant(seconds: 0),
                order: RunFixture.new().order,
                wasSent: true,
                isReleased: false,
                messages: []
            )
        ])
        let bench = bench(journal)
        control.send(.release("ibs.k.00000000.other."))
        control.send(.tellStatus)
        _ = bench.done()
        #expect(control.status(patience: 0).released == "")
        _ = bench.done()
        control.send(.release(reference))
        control.send(.tellStatus)
        _ = bench.done()
        #expect(control.status(patience: 0).released == reference)
        #expect(journal.records.contains { $0.event == .released(reference: reference) })
        #expect(bench.coordinator.desk.ledger.hasUnknown == false)
    }
}
