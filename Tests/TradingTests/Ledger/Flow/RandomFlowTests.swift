import TWSWire
import Testing

@testable import Trading

@Suite("Random order flow")
struct RandomFlowTests {
    @Test("the ledger tells what an independent model tells, in 2,000 flows", arguments: 0..<20)
    func flows(block: Int) throws {
        for seed in block * 100..<block * 100 + 100 {
            try check(seed: UInt64(seed))
        }
    }

    private func check(seed: UInt64) throws {
        var flow = OrderFlow(seed: seed)
        var ledger = OrderLedger()
        var counts = Counts()
        for (time, step) in flow.steps.enumerated() {
            switch step {
            case .place(let order):
                ledger.place(
                    orderId: order.id,
                    owner: order.owner,
                    contract: FlowContracts.ordered(order),
                    order: Self.sent(order)
                )
            case .modify(let order): ledger.modify(orderId: order.id, order: Self.sent(order))
            case .message(let message, let root):
                if let root, case .execDetails = message { flow.arrived(root, at: time) }
                counts.add(ledger.receive(message))
            }
        }
        #expect(counts.alarms == 0, "seed \(seed)")
        #expect(counts.fills == flow.orders.reduce(0) { $0 + $1.own.count }, "seed \(seed)")
        #expect(counts.legs == flow.orders.reduce(0) { $0 + $1.executions.count - $1.own.count }, "seed \(seed)")
        for order in flow.orders { compare(try #require(ledger[order.id]), with: order, seed) }
        compare(ledger.positions, with: FlowBook(flow.orders), seed)
        let working = flow.orders.filter { $0.phase == .working }.map(\.id)
        #expect(ledger.working.map(\.orderId) == working, "seed \(seed)")
    }

    private struct Counts {
        var fills = 0
        var legs = 0
        var alarms = 0

        mutating func add(_ changes: [LedgerChange]) {
            for change in changes {
                switch change {
                case .fill: fills += 1
                case .leg: legs += 1
                case .alarm: alarms += 1
                default: break
                }
            }
        }
    }

    private static func sent(_ order: FlowOrder) -> Order {
        let quantity = order.kind == .cash ? nil : ExactDecimal(tenths: order.tenths)
        var sent = LedgerFixture.order(order.isBuy ? .buy : .sell, quantity)
        if order.kind == .cash { sent.cashQty = 1_000 }
        return sent
    }

    private func compare(_ entry: LedgerEntry, with order: FlowOrder, _ seed: UInt64) {
        let place = Comment(rawValue: "seed \(seed), order \(order.id)")
        #expect(entry.filled == ExactDecimal(tenths: order.filled), place)
        #expect(entry.fills.count == order.own.count, place)
        let value = order.own.reduce(0) { $0 + $1.tenths * $1.cents }
        let average = order.filled == 0 ? nil : Double(value) / Double(order.filled) / 100
        #expect(isClose(entry.avgFillPrice, average), place)
        let commission = order.executions.reduce(0) { $0 + ($1.commission ?? 0) }
        #expect(isClose(entry.commission, Double(commission) / 100), place)
        let expected: LedgerEntry.Outcome? =
            switch order.phase {
            case .working: nil
            case .filled: .filled
            case .cancelled: .cancelled
            }
        #expect(entry.outcome == expected, place)
        if order.kind == .stock { #expect(entry.remaining == ExactDecimal(tenths: order.tenths - order.filled), place) }
        let charged = order.executions.filter { $0.isLeg || order.kind != .combination }
        if order.phase != .working { #expect(entry.isSettled == charged.allSatisfy { $0.commission != nil }, place) }
    }

    private func compare(_ positions: Positions, with book: FlowBook, _ seed: UInt64) {
        let place = Comment(rawValue: "seed \(seed)")
        #expect(positions.all(of: nil).count == book.holdings.count, place)
        for (key, holding) in book.holdings {
            let isOption = key.instrument >= 10
            let contract = LedgerFixture.stock("", conId: (isOption ? 190 : 100) + key.instrument)
            let position = positions.position(of: key.owner, in: contract)
            #expect(position?.quantity == ExactDecimal(tenths: holding.tenths), place)
            #expect(isClose(position?.averagePrice, holding.average), place)
            #expect(isClose(position?.realized, holding.realized * (isOption ? 100 : 1)), place)
        }
    }

    private func isClose(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-7 * max(1, abs(right))
    }
}
