import TWSWire
import Testing

@testable import SimExchange

/// The margin of options by FINRA rule 4210(f)(2)(E): 20 % of the underlying less what is out of the money, at least 10 %,
/// plus the premium; spreads need the difference of the strikes.
@Suite struct OptionMarginTests {
    private func initialMargin(_ bench: Bench) -> Double {
        bench.exchange.figures(of: bench.exchange.accounts.first).initialMargin
    }

    private func mark(_ contract: Contract, _ bench: Bench) -> Double {
        bench.exchange.market.catalogue.find(ContractQuery(contract)).first.map(bench.exchange.mark) ?? .nan
    }

    @Test func aSoldPutNeedsAFifthOfTheStock() {
        var bench = Bench.punctual()
        let put = Contract.option(.put, 185)
        _ = bench.fill(.order(1, .sell, of: put) { $0.totalQuantity = 1 })
        let stock = bench.book().midpoint
        let expected = 100 * (mark(put, bench) + max(0.2 * stock - max(0, stock - 185), 18.5))
        #expect(abs(initialMargin(bench) - expected) < 0.01 && expected > 3000 && expected < 4200)
    }

    @Test func aCoveredCallNeedsNothingMore() {
        var bench = Bench.punctual()
        _ = bench.fill(.order(1))
        let before = initialMargin(bench) / bench.book().midpoint
        _ = bench.fill(.order(2, .sell, of: .option(.call, 200)) { $0.totalQuantity = 1 })
        #expect(abs(initialMargin(bench) / bench.book().midpoint - before) < 1e-3)
        _ = bench.fill(.order(3, .sell, of: .option(.call, 200)) { $0.totalQuantity = 1 })
        #expect(initialMargin(bench) / bench.book().midpoint > before * 1.2)
    }

    @Test func spreadsNeedTheDifferenceOfTheStrikes() {
        var bench = Bench.punctual()
        _ = bench.fill(.order(1, .sell, of: .option(.put, 185)) { $0.totalQuantity = 2 })
        _ = bench.fill(.order(2, .buy, of: .option(.put, 180)) { $0.totalQuantity = 2 })
        #expect(abs(initialMargin(bench) - 1000) < 0.01)
        var debit = Bench.punctual()
        _ = debit.fill(.order(1, .buy, of: .option(.call, 190)) { $0.totalQuantity = 1 })
        _ = debit.fill(.order(2, .sell, of: .option(.call, 195)) { $0.totalQuantity = 1 })
        let paid = 100 * (mark(.option(.call, 190), debit) - mark(.option(.call, 195), debit))
        #expect(abs(initialMargin(debit) - paid) < 0.01)
    }
}
