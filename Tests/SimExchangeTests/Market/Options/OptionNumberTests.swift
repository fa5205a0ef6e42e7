import TWSWire
import Testing

@testable import SimExchange

@Suite struct OptionNumberTests {
    /// Ids that state files of the first versions hold: 910,000,000 and twice underlying, month, strike and right.
    @Test func idsOfTheFirstVersionsHold() throws {
        let catalogue = InstrumentCatalogue()
        for (underlying, symbol, month, place, strike, day) in [
            (0, "AAPL", 0, 10, 190.0, "20260116"), (0, "AAPL", 1, 2, 170, "20260220"),
            (3, "SPY", 5, 20, 790, "20260618"),
            (29, "PFE", 11, 0, 15, "20261218"),
        ] {
            let id = 910_000_000 + 2 * ((underlying * 64 + month) * 32 + place)
            let call = try #require(catalogue.instrument(conId: id))
            let put = try #require(catalogue.instrument(conId: id + 1))
            #expect(call.symbol == symbol && call.strike == strike && call.lastTradeDateOrContractMonth == day)
            #expect(call.conId == id && put.conId == id + 1 && call.right == .call && put.right == .put)
        }
        #expect(catalogue.instrument(conId: 910_000_000 + 2 * 21) == nil)
    }

    @Test func everyIdLeadsBackToItsOption() {
        for root in OptionRoot.inOrder {
            for week in [0, 313, 315, 340, 1023] {
                for strike in [1.0, 5, 80, 81].map({ $0 * root.unit }) {
                    for isCall in [true, false] {
                        let number = OptionNumber(root: root, week: week, strike: strike, isCall: isCall)
                        #expect(OptionNumber(conId: number.conId) == number && number.conId < 2_147_483_647)
                    }
                }
            }
        }
        #expect(OptionNumber(conId: 265_598) == nil && OptionNumber(conId: 2_147_483_647) == nil)
    }
}
