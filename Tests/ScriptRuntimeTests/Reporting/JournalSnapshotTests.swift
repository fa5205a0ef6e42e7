import Report
import ScriptRuntime
import TWSWire
import Testing
import Trading

@Suite("A run's journal as a report")
struct JournalSnapshotTests {
    private func record(_ second: Double, _ event: JournalRecord.Event) -> JournalRecord {
        JournalRecord(at: RunInstant(seconds: second), event: event)
    }

    private func execution(_ id: String, _ side: ExecutionSide, _ shares: ExactDecimal, _ price: Double)
        -> ServerMessage
    {
        var details = ServerMessage.ExecDetails()
        details.reqId = -1
        details.contract.symbol = "AAPL"
        details.contract.secType = .stock
        (details.execution.execId, details.execution.side) = (id, side)
        (details.execution.shares, details.execution.price, details.execution.orderId) = (shares, price, 7)
        return .execDetails(details)
    }

    private func commission(_ id: String, _ amount: Double) -> ServerMessage {
        var report = ServerMessage.CommissionAndFeesReport()
        (report.execId, report.commissionAndFees) = (id, amount)
        return .commissionAndFeesReport(report)
    }

    private func status(_ status: OrderStatus) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        (message.orderId, message.status) = (7, status)
        return .orderStatus(message)
    }

    private func snapshot(_ records: [JournalRecord]) -> RunSnapshot? {
        var snapshot = JournalSnapshot(startingEquity: 10_000)
        for record in records { snapshot.add(record) }
        return snapshot.snapshot()
    }

    @Test(
        "an order whose executions add up to it is filled, whatever the last status says",
        arguments: [(ExactDecimal(10), "Filled"), (4, "PreSubmitted")]
    )
    func filled(_ shares: ExactDecimal, _ expected: String) throws {
        var order = Order()
        (order.action, order.orderType, order.totalQuantity) = (.buy, .market, 10)
        let run = try #require(
            snapshot([
                record(1, .intent(orderId: 7, contract: Contract(), order: order)),
                record(2, .message(execution("a.01.01", .bought, shares, 100))),
                record(3, .message(status(.preSubmitted))),
                record(3, .message(execution("a.01.01", .bought, shares, 100))),
            ])
        )
        #expect(run.orders.map(\.status) == [expected])
    }

    /// A covered call: 100 shares at 190, a call sold at 1.47 for 100 shares each. Nothing but the commissions is lost.
    @Test("an option is held beside its stock, each worth its own last fill")
    func optionBesideStock() throws {
        var call = ServerMessage.ExecDetails()
        call.reqId = -1
        (call.contract.symbol, call.contract.secType, call.contract.multiplier) = ("AAPL", .option, "100")
        call.contract.lastTradeDateOrContractMonth = "20260130"
        (call.contract.strike, call.contract.right) = (200, .call)
        (call.execution.execId, call.execution.side, call.execution.orderId) = ("b.01.01", .sold, 8)
        (call.execution.shares, call.execution.price) = (1, 1.47)
        let run = try #require(
            snapshot([
                record(1, .message(execution("a.01.01", .bought, 100, 190))),
                record(1, .message(commission("a.01.01", 1))),
                record(2, .message(.execDetails(call))),
                record(2, .message(commission("b.01.01", 1))),
            ])
        )
        #expect(run.equity.last?.equity == 9_998)
        #expect(run.positions.map(\.symbol) == ["AAPL", "AAPL 20260130 200 C"])
        #expect(run.positions.map(\.quantity) == [100, -1])
    }

    @Test("fills count once, with their commissions; what is held is worth its last fill")
    func fills() throws {
        var order = Order()
        (order.action, order.orderType, order.totalQuantity, order.lmtPrice) = (.buy, .limit, 10, 100)
        var contract = Contract()
        contract.symbol = "AAPL"
        let run = try #require(
            snapshot([
                record(1, .runStarted(JournalRun(mode: "simulator", account: "DU1", program: "1"))),
                record(1, .scriptStarted(name: "buyer", file: "/buyer.lua", sha256: "ab")),
                record(2, .intent(orderId: 7, contract: contract, order: order)),
                record(3, .message(execution("a.01.01", .bought, 10, 100))),
                record(3, .message(execution("a.01.01", .bought, 10, 100))),
                record(3, .message(commission("a.01.01", 1))),
                record(3, .message(status(.filled))),
                record(4, .message(commission("b.01.01", 1))),
                record(4, .message(execution("b.01.01", .sold, 4, 110))),
                record(5, .runEnded(exitCode: 0)),
            ])
        )
        #expect((run.start, run.end) == (1, 5))
        #expect((run.script.name, run.script.hash, run.profile) == ("buyer", "ab", "simulator"))
        #expect(run.fills.map(\.quantity) == [10, -4])
        #expect(run.commission == 2)
        // 10 bought at 100 and valued there; then 4 sold at 110, and 6 valued at 110.
        #expect(run.equity.map(\.equity) == [9_999, 10_098])
        #expect(run.positions.map(\.quantity) == [6])
        #expect(run.orders.map(\.terms) == ["BUY 10 AAPL LMT 100"])
        #expect(run.orders.map(\.status) == ["Filled"])
    }

    @Test("a correction takes the place of what it corrects")
    func correction() throws {
        let run = try #require(
            snapshot([
                record(1, .message(execution("a.01.01", .bought, 10, 100))),
                record(2, .message(commission("a.01.01", 1))),
                record(3, .message(execution("a.01.02", .bought, 10, 99))),
            ])
        )
        #expect(run.fills.map(\.price) == [99])
        #expect(run.fills.map(\.commission) == [1])
    }

    @Test("an empty journal is no run")
    func empty() { #expect(snapshot([]) == nil) }
}
