import ScriptHost
import TWSWire
import Testing

@Suite("contract")
struct ContractTests {
    /// Source of a contract and how it prints.
    static let shown: [(String, String)] = [
        (#"contract("AAPL")"#, "conId=, symbol=AAPL, secType=STK, exchange=SMART, currency=USD"),
        (
            #"contract("177", "STK", "SEHK", "SEHK", "HKD")"#,
            "symbol=177, secType=STK, exchange=SEHK, primaryExchange=SEHK, currency=HKD"
        ),
        (#"contract{conId = 265598}"#, "conId=265598, exchange=SMART"),
        (
            #"contract{symbol = "ES", secType = "FUT", exchange = "CME", m_expiry = "202603"}"#,
            "symbol=ES, secType=FUT, lastTradeDateOrContractMonth=202603, exchange=CME, currency=USD"
        ),
        (#"contract.stock("IBM")"#, "symbol=IBM, secType=STK, exchange=SMART, currency=USD"),
        (
            #"contract.option("SPY", "20260116", 600, "C")"#,
            "symbol=SPY, secType=OPT, lastTradeDateOrContractMonth=20260116, strike=600.0, right=C, exchange=SMART, currency=USD"
        ),
        (
            #"contract.future("ES", "202603", "CME")"#,
            "symbol=ES, secType=FUT, lastTradeDateOrContractMonth=202603, exchange=CME, currency=USD"
        ),
        (#"contract.forex("EURUSD")"#, "symbol=EUR, secType=CASH, exchange=IDEALPRO, currency=USD"),
        (#"contract.forex("EUR", "USD")"#, "symbol=EUR, secType=CASH, exchange=IDEALPRO, currency=USD"),
        (#"contract.index("SPX", "CBOE")"#, "symbol=SPX, secType=IND, exchange=CBOE, currency=USD"),
        (#"contract.crypto("BTC")"#, "symbol=BTC, secType=CRYPTO, exchange=PAXOS, currency=USD"),
        (
            #"contract.stock{symbol = "IBM", currency = "EUR", exchange = "IBIS"}"#,
            "symbol=IBM, secType=STK, exchange=IBIS, currency=EUR"
        ),
    ]

    @Test("Short forms", arguments: shown)
    func forms(source: String, shown: String) throws {
        let bench = try ScriptBench("print(\(source))")
        #expect(bench.prints == ["<Contract " + shown.replacing("conId=, ", with: "") + ">"])
    }

    @Test("A contract without a name is an error")
    func unnamed() throws {
        #expect(
            try ScriptBench("contract{secType = 'STK'}").end?.message?.contains("symbol, conId, localSymbol or secId")
                == true
        )
    }

    @Test("An order shows what was set")
    func orders() throws {
        let bench = try ScriptBench(
            """
            print(order("BUY", 100)) print(order("SELL", 1.5, 10)) print(order.stop("SELL", 5, 9.5))
            print(order.stop_limit("SELL", 5, 9.5, 9.4)) print(order.limit{action = "BUY", totalQuantity = 1, lmtPrice = 3})
            """
        )
        #expect(
            bench.prints == [
                "<Order action=BUY, totalQuantity=100, orderType=MKT>",
                "<Order action=SELL, totalQuantity=1.5, orderType=LMT, lmtPrice=10.0>",
                "<Order action=SELL, totalQuantity=5, orderType=STP, auxPrice=9.5>",
                "<Order action=SELL, totalQuantity=5, orderType=STP LMT, lmtPrice=9.4, auxPrice=9.5>",
                "<Order action=BUY, totalQuantity=1, orderType=LMT, lmtPrice=3.0>",
            ]
        )
    }
}
