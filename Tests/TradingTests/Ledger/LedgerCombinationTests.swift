import TWSWire
import Testing

@testable import Trading

/// A credit spread is bought at -2: sell the call at 190 (conId 11) for 3, buy the one at 195 (conId 12) for 1.
@Suite("Combinations in the ledger")
struct LedgerCombinationTests {
    typealias Fixture = LedgerFixture

    static func leg(_ conId: Int, _ strike: Double) -> Contract {
        var contract = Fixture.stock("AAPL", conId: conId)
        contract.secType = .option
        contract.lastTradeDateOrContractMonth = "20260220"
        contract.strike = strike
        contract.right = .call
        contract.multiplier = "100"
        return contract
    }

    static var combination: Contract {
        var contract = Fixture.stock("AAPL")
        contract.secType = .combination
        for (conId, action) in [(11, OrderAction.sell), (12, .buy)] {
            var leg = ComboLeg()
            (leg.conId, leg.ratio, leg.action) = (conId, 1, action)
            contract.comboLegs.append(leg)
        }
        return contract
    }

    static let own = Fixture.execution("e.1.01.01", 1, at: -2, of: combination)
    static let legs = [
        Fixture.execution("e.1.02.01.01", 1, at: 3, side: .sold, of: leg(11, 190)),
        Fixture.execution("e.1.03.01.01", 1, at: 1, of: leg(12, 195)),
    ]
    static let commissions = [Fixture.commission("e.1.02.01.01", 0.65), Fixture.commission("e.1.03.01.01", 0.7)]

    private func ledger() -> OrderLedger {
        var ledger = OrderLedger()
        ledger.place(orderId: 7, owner: 1, contract: Self.combination, order: Fixture.order(.buy, 1))
        return ledger
    }

    @Test("legs are not the combination's own fills, in whatever order all comes")
    func everyOrder() {
        let messages = Self.legs + [Self.own, Fixture.status(.filled, filled: 1)] + Self.commissions
        var count = 0
        for permutation in Fixture.permutations(of: Array(messages.indices)) {
            var ledger = ledger()
            // Legs and commissions: with one of them missing the order must not settle.
            var needed: Set = [0, 1, 4, 5]
            for number in permutation {
                if !needed.isEmpty { #expect(ledger[7]?.isSettled == false) }
                _ = ledger.receive(messages[number])
                needed.remove(number)
            }
            let entry = ledger[7]
            #expect(entry?.filled == 1)
            #expect(entry?.remaining == 0)
            #expect(entry?.avgFillPrice == -2)
            #expect(entry?.fills.count == 1)
            #expect(entry?.legs.count == 2)
            #expect(abs((entry?.commission ?? 0) - 1.35) < 1e-12)
            #expect(entry?.isSettled == true)
            #expect(ledger.positions.all(of: 1).count == 2)
            #expect(ledger.positions.position(of: 1, in: Self.leg(11, 190))?.quantity == -1)
            #expect(ledger.positions.position(of: 1, in: Self.leg(12, 195))?.quantity == 1)
            count += 1
        }
        #expect(count == 720)
    }

    @Test("legs alone derive nothing: the status tells what is filled and when it is done")
    func onlyLegs() {
        var ledger = ledger()
        for message in Self.legs { #expect(!ledger.receive(message).contains(.done(orderId: 7))) }
        #expect(ledger[7]?.outcome == nil)
        #expect(ledger[7]?.filled == 0)
        for message in Self.commissions { _ = ledger.receive(message) }
        let status = Fixture.status(.filled, filled: 1, remaining: 0, average: -2)
        #expect(ledger.receive(status) == [.status(orderId: 7), .done(orderId: 7)])
        #expect(ledger[7]?.filled == 1)
        #expect(ledger[7]?.remaining == 0)
        #expect(ledger[7]?.avgFillPrice == -2)
        #expect(ledger[7]?.isSettled == true)
    }

    @Test("of two combinations bought, what the status leaves is what remains while only legs have come")
    func remainingOfLegs() {
        var ledger = OrderLedger()
        ledger.place(orderId: 7, owner: 1, contract: Self.combination, order: Fixture.order(.buy, 2))
        _ = ledger.receive(Self.legs[0])
        _ = ledger.receive(Fixture.status(.submitted, filled: 1, remaining: 1))
        #expect(ledger[7]?.remaining == 1)
        #expect(ledger[7]?.filled == 1)
    }

    @Test("a leg is told as a leg, its commission and correction too")
    func changes() {
        var ledger = ledger()
        #expect(ledger.receive(Self.legs[0]) == [.leg(orderId: 7, index: 0)])
        #expect(ledger.receive(Self.commissions[0]) == [.legChanged(orderId: 7, index: 0)])
        let correction = Fixture.execution("e.1.02.01.02", 1, at: 3.5, side: .sold, of: Self.leg(11, 190))
        #expect(ledger.receive(correction) == [.legChanged(orderId: 7, index: 0)])
        #expect(ledger.receive(correction).isEmpty)
        #expect(ledger[7]?.legs.first?.execution.price == 3.5)
        #expect(ledger.positions.position(of: 1, in: Self.leg(11, 190))?.averageCost == 350)
    }

    @Test("an execution without a type is a leg's if its id has a fifth segment", arguments: [4, 5])
    func bySegment(segments: Int) {
        var ledger = ledger()
        let execId = (1...segments).map(String.init).joined(separator: ".")
        _ = ledger.receive(Fixture.execution(execId, 1, at: 1))
        #expect(ledger[7]?.legs.count == (segments == 5 ? 1 : 0))
        #expect(ledger[7]?.fills.count == (segments == 4 ? 1 : 0))
    }

    @Test("the ratio counts: with one half of a leg of two the order is not settled")
    func ratio() {
        var contract = Self.combination
        contract.comboLegs[1].ratio = 2
        var ledger = OrderLedger()
        ledger.place(orderId: 7, owner: 1, contract: contract, order: Fixture.order(.buy, 1))
        let first = Fixture.execution("e.1.03.01.01", 1, at: 1, of: Self.leg(12, 195))
        for message in [Self.own, Self.legs[0], first] + Self.commissions { _ = ledger.receive(message) }
        #expect(ledger[7]?.outcome == .filled)
        #expect(ledger[7]?.isSettled == false)
        _ = ledger.receive(Fixture.execution("e.2.03.01.01", 1, at: 1, of: Self.leg(12, 195)))
        _ = ledger.receive(Fixture.commission("e.2.03.01.01", 0.65))
        #expect(ledger[7]?.isSettled == true)
    }
}
