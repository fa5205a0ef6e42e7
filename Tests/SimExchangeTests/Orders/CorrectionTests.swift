import TWSWire
import Testing

@testable import SimExchange

/// Executions that are corrected afterwards, and when their commissions come.
@Suite struct CorrectionTests {
    /// 100 shares bought at the ask and sold at the bid; then the purchase is made 1.00 cheaper.
    @Test func correctionRaisesTheIdAndTheAccountIsAsIfItHadBeenSo() throws {
        var bench = Bench.punctual()
        _ = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        _ = bench.place(.order(2, .sell)) + bench.wait(milliseconds: 1000)
        let (bought, sold) = (bench.exchange.snapshot.executions[0], bench.exchange.snapshot.executions[1])
        let before = bench.exchange.netLiquidation
        bench.exchange.correct(bought.execution.execId, price: bought.execution.price - 1)
        let told = bench.wait(milliseconds: 0)
        let execution = try #require(told.executions.first)
        #expect(told.story == ["execDetails 1 BOT", "commission"])
        #expect(execution.execId == bought.execution.execId.dropLast(2) + "02")
        #expect(execution.price == bought.execution.price - 1 && execution.shares == 100)
        #expect(execution.avgPrice == execution.price)
        #expect(abs(bench.exchange.netLiquidation - before - 100) < 0.001)
        let value = 100 * (sold.execution.price - bought.execution.price)
        #expect(try abs(#require(sold.realizedPNL) - (value - 2)) < 1e-6)
        #expect(bench.exchange.snapshot.cash["USD"].map { abs($0 - (1_000_000 + value + 100 - 2)) < 1e-6 } == true)
    }

    @Test func secondCorrectionAndUnknownExecution() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        let id = bench.exchange.snapshot.executions[0].execution.execId
        bench.exchange.correct(id, price: 190)
        bench.exchange.correct(id, price: 191)
        bench.exchange.correct("0000.0000.01.01", price: 1)
        let told = bench.wait(milliseconds: 0)
        #expect(told.executions.map { $0.execId.suffix(3) } == [".02", ".03"])
        let cash = bench.exchange.snapshot.cash["USD"] ?? 0
        #expect(abs(cash - (1_000_000 - 19_100 - 1)) < 1e-6)
    }

    @Test func commissionsMayComeFirst() {
        var bench = Bench.punctual { $0.commissions = .beforeExecution }
        let told = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        #expect(
            told.story.firstIndex(of: "commission") == told.story.firstIndex(of: "execDetails 1 BOT").map { $0 - 1 }
        )
    }
}
