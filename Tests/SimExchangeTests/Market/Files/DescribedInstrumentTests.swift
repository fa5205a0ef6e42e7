import MarketFiles
import TWSWire
import Testing

@testable import SimExchange

@Suite("Instruments of files")
struct DescribedInstrumentTests {
    private func instrument(_ symbol: String, _ description: InstrumentDescription? = nil) throws -> Instrument {
        var series = BarSeries(symbol: symbol, length: .day)
        // 2026-01-05.
        series.times = [20_458 * 86_400_000_000_000]
        (series.open, series.high, series.low, series.close, series.volume) = ([1], [1], [1], [1], [0])
        let market = FileMarket([series], description.map { [symbol: $0] } ?? [:])
        return try #require(market.catalogue.builtIn.first)
    }

    @Test("a symbol that only the data has is a US stock at SMART with a cent's increment and a number of its own")
    func unknown() throws {
        let acme = try instrument("ACME")
        #expect((acme.secType, acme.exchange, acme.currency) == (.stock, "SMART", "USD"))
        #expect(acme.minTick == 0.01)
        #expect(acme.calendar == .usStocks)
        #expect(try instrument("ACME").conId == acme.conId)
        #expect(try instrument("ACMF").conId != acme.conId)
        #expect(acme.conId >= 950_000_000)
    }

    @Test("a symbol that the simulator knows keeps IB's number")
    func known() throws { #expect(try instrument("AAPL").conId == 265_598) }

    @Test("a description makes it something else")
    func described() throws {
        var future = InstrumentDescription()
        (future.secType, future.exchange, future.hours) = ("FUT", "CME", .chicagoFutures)
        (future.minTick, future.multiplier, future.expiry) = (0.25, 50, "20260320")
        let made = try instrument("ES", future)
        #expect((made.secType, made.exchange, made.multiplierValue) == (.future, "CME", 50))
        #expect(made.minTick == 0.25)
        #expect(made.marketRule.isLegal(5_000.25))
        #expect(!made.marketRule.isLegal(5_000.1))
        #expect(made.calendar == .chicagoFutures)
    }

    @Test("nothing else is listed: no other stock, no future, no option")
    func others() throws {
        var series = BarSeries(symbol: "ACME", length: .day)
        series.times = [20_458 * 86_400_000_000_000]
        (series.open, series.high, series.low, series.close, series.volume) = ([1], [1], [1], [1], [0])
        let catalogue = FileMarket([series]).catalogue
        #expect(catalogue.builtIn.count == 1)
        #expect(catalogue.find(ContractQuery(symbol: "AAPL", secType: "STK")).isEmpty)
        #expect(catalogue.find(ContractQuery(symbol: "ES", secType: "FUT")).isEmpty)
        #expect(catalogue.find(ContractQuery(symbol: "ACME", secType: "STK", exchange: "SMART")).count == 1)
    }
}
