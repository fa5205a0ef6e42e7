import TWSWire
import Testing

@testable import Trading

@Suite("Trading summary")
struct TradingSummaryTests {
    typealias Fixture = LedgerFixture

    private func ledger() -> OrderLedger {
        var ledger = OrderLedger()
        let apple = Fixture.stock("AAPL", conId: 1)
        ledger.place(orderId: 7, owner: 1, contract: apple, order: Fixture.order(.buy, 10))
        _ = ledger.receive(Fixture.execution("a.1.01.01", 10, at: 190, of: apple))
        _ = ledger.receive(Fixture.commission("a.1.01.01", 1))
        ledger.place(orderId: 8, owner: 2, contract: apple, order: Fixture.order(.sell, 4))
        _ = ledger.receive(Fixture.execution("a.2.01.01", 4, at: 195, side: .sold, of: apple, id: 8))
        _ = ledger.receive(Fixture.commission("a.2.01.01", 0.5))
        ledger.place(orderId: 9, owner: 1, contract: LedgerCombinationTests.combination, order: Fixture.order(.buy, 1))
        for message in LedgerCombinationTests.legs + [LedgerCombinationTests.own] {
            guard case .execDetails(var details) = message else { continue }
            details.execution.orderId = 9
            _ = ledger.receive(.execDetails(details))
        }
        for message in LedgerCombinationTests.commissions { _ = ledger.receive(message) }
        return ledger
    }

    @Test("fills, commissions and lines of one script; legs are no fills but positions")
    func oneScript() {
        let summary = ledger().summary(of: 1) { $0.conId == 1 ? 191 : nil }
        #expect(summary.orders == 2)
        #expect(summary.fills == 2)
        #expect(summary.commissions.map(\.currency) == ["USD"])
        #expect(abs(summary.commissions[0].amount - 2.35) < 1e-12)
        #expect(summary.lines.map(\.symbol) == ["AAPL", "AAPL 20260220 190 C", "AAPL 20260220 195 C"])
        #expect(summary.lines.map(\.position) == [10, -1, 1])
        #expect(summary.lines.map(\.open) == [10, 0, 0])
        #expect(summary.lines.map(\.mark) == [191, 3, 1])
        #expect(summary.working.isEmpty)
    }

    @Test("without a script all are added up")
    func allScripts() {
        let summary = ledger().summary(of: nil) { $0.conId == 1 ? 191 : nil }
        #expect(summary.orders == 3)
        #expect(summary.fills == 3)
        #expect(summary.lines.first?.position == 6)
        // 10 bought at 190 and 4 sold at 195, both marked at 191.
        #expect(summary.lines.first?.open == 26)
        #expect(abs(summary.commissions[0].amount - 2.85) < 1e-12)
    }

    @Test("what works is listed with its terms")
    func working() {
        var ledger = OrderLedger()
        var limit = Fixture.order(.buy, 100)
        (limit.orderType, limit.lmtPrice) = (.limit, 190)
        var stop = Fixture.order(.sell, ExactDecimal("0.5"))
        (stop.orderType, stop.auxPrice) = (.stop, 185.125)
        var cash = Fixture.order(.buy, nil)
        cash.cashQty = 1_000
        for (number, order) in [limit, stop, cash].enumerated() {
            ledger.place(orderId: 7 + number, owner: 1, contract: Fixture.stock("AAPL"), order: order)
        }
        _ = ledger.receive(Fixture.status(.submitted))
        let working = ledger.summary(of: nil) { _ in nil }.working
        #expect(
            working.map(\.terms) == [
                "BUY 100 AAPL LMT 190.00", "SELL 0.5 AAPL STP 185.125", "BUY 1000.00 USD AAPL MKT",
            ]
        )
        #expect(working.map(\.status) == ["Submitted", "PendingSubmit", "PendingSubmit"])
        #expect(working.map(\.orderId) == [7, 8, 9])
    }
}
