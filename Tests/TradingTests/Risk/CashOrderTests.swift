import TWSWire
import Testing

@testable import Trading

@Suite("Orders by an amount of money")
struct CashOrderTests {
    private func gate(maximum: ExactDecimal?) -> RiskGate {
        var permissions = TradePermissions()
        permissions.orderFields = ["cashQty"]
        permissions.maxOrderQuantity = maximum
        return RiskGate(permissions: permissions, headerReplacesDefaults: true)
    }

    private func knowledge(last: Double?) -> RiskGate.Knowledge {
        var knowledge = RiskGate.Knowledge()
        guard let last else { return knowledge }
        let place = knowledge.marks.place(of: LedgerFixture.stock("AAPL"))
        guard case .tickPrice(let tick) = DeskFixture.price(1, 4, last) else { return knowledge }
        knowledge.marks.take(tick, at: place, DeskFixture.now)
        return knowledge
    }

    struct Row: Sendable {
        var cash: Double
        var limit: Double?
        var last: Double?
        var maximum: ExactDecimal?
        var code: Denial.Code?
    }

    private static let rows: [Row] = [
        // With a limit price: 1,000 / 10 = 100.
        Row(cash: 1_000, limit: 10, maximum: 100),
        Row(cash: 1_000.5, limit: 10, maximum: 100, code: .quantityOverLimit),
        // With a known price.
        Row(cash: 1_000, last: 10, maximum: 100),
        Row(cash: 1_001, last: 10, maximum: 100, code: .quantityOverLimit),
        // With both the lower counts.
        Row(cash: 1_000, limit: 20, last: 5, maximum: 100, code: .quantityOverLimit),
        Row(cash: 1_000, limit: 5, last: 20, maximum: 100, code: .quantityOverLimit),
        Row(cash: 1_000, limit: 20, last: 10, maximum: 100),
        // Without any price: only where the header sets no limit of its own, and up to 250,000.
        Row(cash: 1, maximum: 100, code: .quantityOverLimit),
        Row(cash: 250_000),
        Row(cash: 250_000.01, code: .quantityOverLimit),
        // The limit without a header's is 10,000 units.
        Row(cash: 100_000, last: 10),
        Row(cash: 100_001, last: 10, code: .quantityOverLimit),
        // What is no amount.
        Row(cash: -1, last: 10, code: .invalidQuantity),
        Row(cash: .infinity, last: 10, code: .invalidQuantity),
        Row(cash: .nan, last: 10, code: .invalidQuantity),
        // Zero is no amount: the quantity counts, and there is none.
        Row(cash: 0, last: 10, code: .invalidQuantity),
    ]

    @Test("What the amount buys at the lowest known price must be inside the limit", arguments: rows)
    func amounts(_ row: Row) {
        let new = order { new in
            new.order.cashQty = row.cash
            if let limit = row.limit { (new.order.orderType, new.order.lmtPrice) = (.limit, limit) }
        }
        let denial = gate(maximum: row.maximum).check(new, over: Order(), knowledge(last: row.last))
        #expect(denial?.code == row.code, "\(row)")
    }

    @Test("A quantity beside the amount must be inside the limit too")
    func both() {
        let gate = gate(maximum: 100)
        for (quantity, code) in [(100, nil), (101, .quantityOverLimit)] as [(Int, Denial.Code?)] {
            let new = order { ($0.order.cashQty, $0.order.totalQuantity) = (10, ExactDecimal(quantity)) }
            #expect(gate.check(new, over: Order(), knowledge(last: 10))?.code == code)
        }
    }

    @Test("A price counts only for a contract that is surely the one it was asked for")
    func doubtful() {
        let gate = gate(maximum: nil)
        let cheap: [(inout Contract) -> Void] = [
            { $0.conId = 999 }, { $0.localSymbol = "OTHER" }, { ($0.secIdType, $0.secId) = ("ISIN", "US0000000000") },
        ]
        for change in cheap {
            let new = order { new in
                new.order.cashQty = 1_000_000
                change(&new.contract)
            }
            #expect(gate.check(new, over: Order(), knowledge(last: 1_000))?.code == .quantityOverLimit)
        }
        #expect(gate.check(order { $0.order.cashQty = 1_000_000 }, over: Order(), knowledge(last: 1_000)) == nil)
    }

    @Test("The price of another instrument that is asked for under the symbol does not pass for the symbol's")
    func poisoned() {
        var permissions = TradePermissions()
        permissions.orderFields = ["cashQty"]
        permissions.maxOrderQuantity = 100
        var fixture = DeskFixture(permissions: permissions)
        let buy = DeskFixture.place { ($0.order.cashQty, $0.order.totalQuantity) = (1_000, nil) }
        for (conId, isPriced) in [(999, false), (0, true)] {
            var request = ClientMessage.ReqMktData()
            request.contract = LedgerFixture.stock("AAPL", conId: conId)
            _ = fixture.submit(.request(.reqMktData(request), .own(conId)))
            let id = 2_000_000_000 + (isPriced ? 1 : 0)
            _ = fixture.desk.route(tick: DeskFixture.price(id, 4, 100), at: DeskFixture.now)
            #expect(fixture.submit(buy).first == (isPriced ? "placed [7]" : "denied DENIED_MAX_ORDER_QTY"))
        }
    }

    private func order(_ change: (inout Intent.NewOrder) -> Void) -> Intent.NewOrder {
        DeskFixture.order { new in
            new.order.totalQuantity = nil
            change(&new)
        }
    }
}
