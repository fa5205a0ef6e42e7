import TWSWire
import Testing

@testable import Trading

@Suite("Positions")
struct PositionsTests {
    typealias Fixture = LedgerFixture

    /// Trades at 100 and the position after them, worked out by hand: average price, realised profit.
    @Test(
        "the average cost follows what is opened, the profit what is closed",
        arguments: [
            ([(10, 100.0), (10, 110.0)], 20, 105.0, 0.0),
            ([(10, 100.0), (-4, 110.0)], 6, 100.0, 40.0),
            ([(10, 100.0), (-10, 110.0)], 0, 0.0, 100.0),
            ([(10, 100.0), (-15, 110.0)], -5, 110.0, 100.0),
            ([(-10, 100.0), (4, 90.0)], -6, 100.0, 40.0),
            ([(-10, 100.0), (15, 90.0)], 5, 90.0, 100.0),
            ([(1, -2.0), (-1, -3.0)], 0, 0.0, -1.0),
        ]
    )
    func averageCost(trades: [(Int, Double)], quantity: Int, average: Double, realized: Double) {
        for multiplier in [1.0, 100.0] {
            var contract = Fixture.stock("X", conId: 5)
            contract.multiplier = multiplier == 1 ? "" : "100"
            let ledger = traded(trades, contract)
            let position = ledger.positions.position(of: 1, in: contract)
            #expect(position?.quantity == ExactDecimal(quantity))
            #expect(position?.averagePrice == average)
            #expect(position?.averageCost == average * multiplier)
            #expect(position?.realized == realized * multiplier)
            #expect(position?.open(at: average + 1) == Double(quantity) * multiplier)
        }
    }

    private func traded(_ trades: [(Int, Double)], _ contract: Contract, owner: Int = 1) -> OrderLedger {
        var ledger = OrderLedger()
        ledger.place(orderId: 7, owner: owner, contract: contract, order: Fixture.order(.buy, 1_000))
        for (number, (shares, price)) in trades.enumerated() {
            let side = shares > 0 ? ExecutionSide.bought : .sold
            let quantity = ExactDecimal(abs(shares))
            _ = ledger.receive(Fixture.execution("t.\(number).01.01", quantity, at: price, side: side, of: contract))
        }
        return ledger
    }

    @Test("a correction is as if the trade had always been so")
    func correction() {
        let contract = Fixture.stock("X", conId: 5)
        var ledger = traded([(10, 100), (-4, 110)], contract)
        _ = ledger.receive(Fixture.execution("t.0.01.02", 8, at: 105, of: contract))
        let position = ledger.positions.position(of: 1, in: contract)
        #expect(position?.quantity == 4)
        #expect(position?.averagePrice == 105)
        #expect(position?.realized == 20)
    }

    @Test("without a contract id, what describes an instrument tells it apart")
    func described() {
        var ledger = OrderLedger()
        for (id, symbol) in [(7, "X"), (8, "Y"), (9, "X")] {
            let contract = Fixture.stock(symbol)
            ledger.place(orderId: id, owner: 1, contract: contract, order: Fixture.order(.buy, 1))
            _ = ledger.receive(Fixture.execution("d.\(id).01.01", 1, at: 10, of: contract, id: id))
        }
        #expect(ledger.positions.all(of: 1).map(\.contract.symbol) == ["X", "Y"])
        #expect(ledger.positions.all(of: 1).map(\.quantity) == [2, 1])
    }

    @Test("each script has positions of its own")
    func owners() {
        var ledger = OrderLedger()
        let contract = Fixture.stock("X", conId: 5)
        for (id, side) in [(7, ExecutionSide.bought), (8, .sold)] {
            ledger.place(orderId: id, owner: id, contract: contract, order: Fixture.order(.buy, 3))
            _ = ledger.receive(Fixture.execution("o.\(id).01.01", 3, at: 10, side: side, of: contract, id: id))
        }
        #expect(ledger.positions.position(of: 7, in: contract)?.quantity == 3)
        #expect(ledger.positions.position(of: 8, in: contract)?.quantity == -3)
        #expect(ledger.positions.all(of: nil).count == 2)
        #expect(ledger.positions.position(of: 9, in: contract) == nil)
    }
}
