import RuntimeTesting
import ScriptRuntime
import TWSWire
import Testing
import Trading

/// A run that was killed at one of the steps of a keyed order, and is started again: reliability, row 38, without processes.
@Suite("A run after a crash")
struct CrashTests {
    /// How far the order had come in the journal.
    enum Written: Sendable { case nothing, intent, sent, acknowledged }

    /// What TWS has of it.
    enum Known: Sendable { case nothing, working, filled }

    struct Step: Sendable, CustomTestStringConvertible {
        let written: Written
        let known: Known
        /// How many orders the second run sends.
        let sends: Int
        let status: String
        var testDescription: String { "\(written) in the journal, \(known) at TWS" }
    }

    private static let script = """
        local t = place(contract("AAPL"), order("BUY", 100), {key = "k1"})
        if t.status == "PendingSubmit" then t:wait("status", 5) end
        print(t.status, #t.fills)
        """

    private static let reference = OrderReference(key: "k1", of: "test")?.description ?? ""

    private static let steps = [
        Step(written: .nothing, known: .nothing, sends: 1, status: "Submitted\t0"),
        Step(written: .intent, known: .nothing, sends: 1, status: "Submitted\t0"),
        Step(written: .intent, known: .working, sends: 0, status: "Submitted\t0"),
        Step(written: .intent, known: .filled, sends: 0, status: "Filled\t1"),
        Step(written: .sent, known: .working, sends: 0, status: "Submitted\t0"),
        Step(written: .sent, known: .filled, sends: 0, status: "Filled\t1"),
        Step(written: .sent, known: .nothing, sends: 0, status: "Unknown\t0"),
        Step(written: .acknowledged, known: .working, sends: 0, status: "Submitted\t0"),
        Step(written: .acknowledged, known: .filled, sends: 0, status: "Filled\t1"),
        // The journal is lost.
        Step(written: .nothing, known: .working, sends: 0, status: "Submitted\t0"),
        Step(written: .nothing, known: .filled, sends: 0, status: "Filled\t1"),
    ]

    private static var order: Order {
        var order = RunFixture.new().order
        (order.orderRef, order.account) = (reference, "DU1")
        return order
    }

    private static func open(_ status: OrderStatus = .submitted) -> ServerMessage {
        var message = ServerMessage.OpenOrder()
        (message.orderId, message.contract, message.order) = (5, RunFixture.stock(), order)
        (message.order.clientId, message.order.permId) = (1, 5_005)
        message.orderState.status = status
        return .openOrder(message)
    }

    private static func history(_ written: Written) -> JournalHistory {
        guard written != .nothing else { return JournalHistory() }
        let past = PastOrder(
            reference: reference,
            scriptName: "test",
            file: "",
            clientId: 1,
            orderId: 5,
            contract: RunFixture.stock(),
            placed: RunInstant(seconds: 1_767_625_200),
            order: order,
            wasSent: written != .intent,
            isReleased: false,
            messages: written == .acknowledged ? [open()] : []
        )
        return JournalHistory(orders: [past], highestOrderId: [1: 5])
    }

    /// What TWS answers to a question.
    private static func answer(_ message: ClientMessage, _ known: Known) -> [ServerMessage] {
        switch message {
        case .reqIds:
            var next = ServerMessage.NextValidId()
            next.orderId = 1
            return [.nextValidId(next)]
        case .reqAllOpenOrders:
            let order = known == .working ? [open(), RunFixture.status(5, .submitted)] : []
            return order + [.openOrderEnd(.init())]
        case .reqExecutions(let request):
            var end = ServerMessage.ExecDetailsEnd()
            end.reqId = request.reqId
            guard known == .filled, case .execDetails(var fill) = RunFixture.execution(5, "a.1.01.01", 100, at: 190)
            else { return [.execDetailsEnd(end)] }
            (fill.reqId, fill.execution.permId, fill.execution.orderRef) = (request.reqId, 5_005, reference)
            fill.execution.acctNumber = "DU1"
            return [.execDetails(fill), .execDetailsEnd(end)]
        case .reqCompletedOrders: return [.completedOrdersEnd(.init())]
        case .reqPositions: return [.positionEnd(.init())]
        case .placeOrder(let place): return [RunFixture.status(place.orderId, .submitted)]
        default: return []
        }
    }

    @Test("started again, the order exists once", arguments: steps)
    func again(_ step: Step) throws {
        let (clock, output) = (ManualClock(), RecordingOutput(RunTrace()))
        let peer = MemoryPeer(clock)
        peer.whenAsked = { peer, message in
            for answer in Self.answer(message, step.known) { try? peer.send(answer) }
        }
        let run = try LuaRun(
            Self.script,
            peer,
            clock,
            output,
            startsFresh: false,
            history: Self.history(step.written)
        )
        for _ in 0..<20 {
            clock.settle()
            clock.advance(1)
        }
        clock.settle()
        let sent = peer.received.compactMap { if case .placeOrder(let place) = $0 { place } else { nil } }
        #expect(sent.count == step.sends)
        #expect(output.shown("print") == [step.status])
        // An id that was used is not used again, whatever TWS says.
        if step.written != .nothing { #expect(sent.allSatisfy { $0.orderId > 5 }) }
        #expect(sent.allSatisfy { $0.order.orderRef == Self.reference })
        withExtendedLifetime(run) {}
    }
}
