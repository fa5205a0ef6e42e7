import SimExchange
import TWSWire
import Testing

/// The commissions that executions of each kind of contract carry.
@Suite struct FeeOfOrderTests {
    private static func commissions(_ request: ClientMessage.PlaceOrder) -> (Double, Execution?) {
        var bench = Bench.punctual()
        let told = bench.place(request) + bench.wait(milliseconds: 5000)
        return ((told.commissions.reduce(0, +) * 10_000).rounded() / 10_000, told.executions.first)
    }

    private static let call: Contract = {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .option, "SMART", "USD")
        (contract.right, contract.strike, contract.lastTradeDateOrContractMonth) = (.call, 190, "20260220")
        return contract
    }()

    /// Ten contracts with a premium above 0.10 at 0.65.
    @Test func optionsPayByTheContract() {
        #expect(Self.commissions(.order(1, of: Self.call) { $0.totalQuantity = 10 }).0 == 6.5)
    }

    @Test func futuresPayByTheContract() {
        #expect(Self.commissions(.order(1, of: .mes) { $0.totalQuantity = 2 }).0 == 1.24)
    }

    /// 0.2 basis points of 20,000 euros are less than the minimum of USD 2.
    @Test func currenciesPayTheMinimum() {
        #expect(Self.commissions(.order(1, of: .euro) { $0.totalQuantity = 20_000 }).0 == 2)
    }

    /// 0.08 % but at least HKD 18, and 0.1 % stamp duty in whole dollars.
    @Test func hongKongStocksPayStampDuty() throws {
        let contract = Contract.stock("177", exchange: "SEHK", currency: "HKD")
        let (commission, execution) = Self.commissions(.order(1, of: contract) { $0.totalQuantity = 2000 })
        let value = try #require(execution).price * 2000
        #expect(commission == 18 + (value * 0.001).rounded(.up))
    }
}
