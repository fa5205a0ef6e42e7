import TWSWire
import Testing

@testable import SimExchange

/// The tables of the catalogue, against the rules of those who assign the numbers.
@Suite struct CatalogueTableTests {
    private let catalogue = InstrumentCatalogue()

    /// ISO 6166: letters count 10 to 35, every second digit from the right is doubled, the digits' sum ends in 0.
    private func isISIN(_ text: String) -> Bool {
        let digits = text.compactMap { $0.hexDigitValue == nil && !$0.isLetter ? nil : Int(String($0), radix: 36) }
            .flatMap { String($0).compactMap(\.wholeNumberValue) }
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.offset % 2 == 1 ? digit.element * 2 : digit.element
            return sum + value / 10 + value % 10
        }
        return text.utf8.count == 12 && sum % 10 == 0
    }

    /// CUSIP Global Services: the ninth character makes the weighted digits' sum end in 0.
    private func isCUSIP(_ text: String) -> Bool {
        let values = text.compactMap { Int(String($0), radix: 36) }
        let sum = values.dropLast().enumerated().reduce(0) { sum, value in
            let weighted = value.offset % 2 == 1 ? value.element * 2 : value.element
            return sum + weighted / 10 + weighted % 10
        }
        return values.count == 9 && values.last == (10 - sum % 10) % 10
    }

    @Test func everyStockHasItsNumbers() {
        let stocks = catalogue.builtIn.filter { $0.secType == .stock }
        for stock in stocks {
            #expect(isISIN(stock.isin), "\(stock.symbol) \(stock.isin)")
            if stock.currency == "USD" { #expect(isCUSIP(stock.cusip), "\(stock.symbol) \(stock.cusip)") }
        }
        #expect(Set(stocks.map(\.isin)).count == stocks.count)
        #expect(!isISIN("US0378331006") && !isCUSIP("037833101"))
    }

    @Test func stocksAreFoundByTheirNumbers() {
        var query = ContractQuery()
        (query.secIdType, query.secId) = ("ISIN", "US0378331005")
        #expect(catalogue.find(query).map(\.symbol) == ["AAPL"])
        (query.secIdType, query.secId) = ("CUSIP", "594918104")
        #expect(catalogue.find(query).map(\.symbol) == ["MSFT"])
        (query.secIdType, query.secId) = ("SEDOL", "2046251")
        #expect(catalogue.find(query).isEmpty)
        (query.secIdType, query.secId, query.symbol) = ("ISIN", "US0378331005", "MSFT")
        #expect(catalogue.find(query).isEmpty)
    }

    @Test(arguments: ["SMART/NASDAQ", "SMART:NASDAQ", "SMART/ISLAND", "BEST/NASDAQ"])
    func exchangesNameTheListing(exchange: String) {
        var contract = Contract.aapl
        contract.exchange = exchange
        #expect(catalogue.find(ContractQuery(contract)).map(\.exchange) == ["SMART"])
        contract.exchange = exchange.replacing("NASDAQ", with: "NYSE").replacing("ISLAND", with: "NYSE")
        #expect(catalogue.find(ContractQuery(contract)).isEmpty)
    }

    /// What scripts of the first week trade, as ib_async's constructors name it.
    @Test(arguments: [
        ("MA", "STK", "SMART", "USD"), ("BRK B", "STK", "SMART", "USD"), ("IBKR", "STK", "SMART", "USD"),
        ("GLD", "STK", "SMART", "USD"), ("USD", "CASH", "IDEALPRO", "JPY"), ("EUR", "CASH", "IDEALPRO", "GBP"),
        ("SPX", "IND", "CBOE", "USD"), ("NDX", "IND", "NASDAQ", "USD"), ("VIX", "IND", "CBOE", "USD"),
        ("ES", "CONTFUT", "CME", "USD"), ("NQ", "CONTFUT", "CME", "USD"), ("CL", "CONTFUT", "NYMEX", "USD"),
        ("GC", "CONTFUT", "COMEX", "USD"), ("BTC", "CRYPTO", "PAXOS", "USD"), ("ETH", "CRYPTO", "PAXOS", "USD"),
    ])
    func isThere(symbol: String, secType: String, exchange: String, currency: String) {
        let query = ContractQuery(symbol: symbol, secType: secType, exchange: exchange, currency: currency)
        #expect(catalogue.find(query).count == 1)
    }

    /// The contracts of ib_async's documentation that are no US stocks, currencies, futures or options.
    @Test func documentedContractsAreThere() throws {
        func found(_ query: ContractQuery) throws -> Instrument {
            let all = catalogue.find(query)
            #expect(all.count == 1)
            return try #require(all.first)
        }
        let siemens = try found(ContractQuery(symbol: "SIE", secType: "STK", exchange: "IBIS", currency: "EUR"))
        #expect(isISIN(siemens.isin) && siemens.timeZoneId == "MET" && siemens.cusip.isEmpty)
        // Delegated Regulation (EU) 2017/588: 0.02 from 100 on, 0.05 from 200 on, 0.1 from 500 on.
        #expect([150, 240, 600].map(siemens.marketRule.increment) == [0.02, 0.05, 0.1])
        let index = try found(ContractQuery(symbol: "IBUS30", secType: "CFD"))
        let gold = try found(ContractQuery(symbol: "XAUUSD", secType: "CMDTY", exchange: "SMART", currency: "USD"))
        #expect(gold.conId == 69_067_924 && !gold.hasTrades && !index.hasTrades)
    }

    @Test(arguments: ["US03076KAA60", "US91282CJZ59"])
    func bondsAreFoundByTheirNumbers(isin: String) throws {
        var query = ContractQuery()
        (query.secType, query.secIdType, query.secId) = ("BOND", "ISIN", isin)
        let bond = try #require(catalogue.find(query).first)
        #expect(isISIN(bond.isin) && isCUSIP(bond.cusip) && bond.hasTrades)
        (query.secIdType, query.secId) = ("CUSIP", bond.cusip)
        for query in [
            query, ContractQuery(conId: bond.conId, exchange: "SMART"),
            ContractQuery(symbol: bond.cusip, secType: "BOND"),
        ] {
            #expect(catalogue.find(query).map(\.conId) == [bond.conId])
        }
    }

    /// The second as TreasuryDirect tells it: the note of ten years of 15 February 2024.
    @Test(arguments: [
        ("US03076KAA60", "03076KAA6", 5.75, "20170313", "20270315", "ABCB 5 3/4 03/15/27", true),
        ("US91282CJZ59", "91282CJZ5", 4, "20240215", "20340215", "US-T 4 02/15/34", false),
    ])
    func aBondHasDetailsOfItsOwn(
        isin: String,
        cusip: String,
        coupon: Double,
        issued: String,
        maturity: String,
        name: String,
        isCallable: Bool
    ) throws {
        var bench = Bench()
        var request = ClientMessage.ReqContractDetails()
        (request.reqId, request.contract.secType, request.contract.secIdType) = (1, .bond, "ISIN")
        request.contract.secId = isin
        let told = bench.send(request)
        guard case .bondContractDetails(let message)? = told.first else { throw WrongAnswer() }
        let details = message.contractDetails
        #expect(details.cusip == cusip && details.coupon == coupon && details.maturity == maturity)
        #expect(details.issueDate == issued && details.callable == isCallable)
        #expect(details.descAppend == name && details.couponType == "FIXED")
        #expect(told.map(\.name) == ["bondContractDetails", "contractDetailsEnd"])
    }

    private struct WrongAnswer: Error {}

    /// What a position costs, and what it is worth at the price it was bought at.
    @Test(arguments: [
        // A bond is 1,000 USD of face value at a price in percent; 0.1 % of the face value is charged.
        ("ABCB", 10.0, 10.0, 10.0), ("XAUUSD", 5, 1, 2), ("SIE", 10, 1, 3),
        // One of the Treasury: 0.2 basis points of the face value, at least 5; 0.01 beyond a million.
        ("US-T", 10, 10, 5), ("US-T", 2000, 10, 21),
        // A contract for difference is not paid for.
        ("IBUS30", 2, 0, 1.96),
    ])
    func isPaidFor(symbol: String, quantity: Double, perPrice: Double, commission: Double) throws {
        let instrument = try #require(catalogue.builtIn.first { $0.symbol == symbol })
        var account = SimulatedAccount(code: "DU1", startingCash: 1_000_000)
        let price = instrument.marketRule.roundedDown(symbol == "IBUS30" ? 49_000 : instrument.openPrice)
        let charged = CommissionSchedule(for: instrument).commission(quantity: quantity, price: price)
        #expect(abs(charged - commission) < 0.0001, "\(charged)")
        let trade = Trade(
            instrument: instrument,
            isBuy: true,
            quantity: try #require(ExactDecimal(quantity)),
            price: price,
            commission: charged
        )
        #expect(account.apply(trade) == nil)
        let start = instrument.currency == "USD" ? 1_000_000.0 : 0
        let cash = account.cash[instrument.currency] ?? 0
        #expect(abs(cash - (start - quantity * price * perPrice - charged)) < 0.001)
        let position = try #require(account.positions[instrument.conId])
        #expect(abs(position.equity(at: price) - quantity * price * perPrice) < 0.001)
    }

    /// CME Group's calendars: CL of March 2026 ends on 20 February, GC of February on 25 February.
    @Test func futuresEndWhenTheExchangesSay() {
        func lastDay(_ symbol: String, _ month: String) -> [String] {
            catalogue.find(ContractQuery(symbol: symbol, secType: "FUT", lastTradeDateOrContractMonth: month))
                .map(\.lastTradeDateOrContractMonth)
        }
        #expect(lastDay("CL", "202603") == ["20260220"] && lastDay("GC", "202602") == ["20260225"])
        #expect(lastDay("NQ", "202603") == ["20260320"] && lastDay("GC", "202603").isEmpty)
    }

    @Test func kindsThatAreNotServedSaySo() {
        var bench = Bench()
        for (type, code) in [(SecurityType.fund, 203), (.warrant, 203), (.bond, 200), (.commodity, 200), (.stock, 200)]
        {
            var request = ClientMessage.ReqContractDetails()
            (request.reqId, request.contract) = (1, .stock("NOSUCH"))
            request.contract.secType = type
            #expect(bench.send(request).codes == [code])
        }
    }

    /// CBOE: SPX on third Fridays, SPXW on others; there is nothing to deliver.
    @Test func optionsOnAnIndexPayMoney() throws {
        let chains = catalogue.optionChains(underlyingConId: 416_904)
        #expect(Set(chains.map(\.tradingClass)) == ["SPX", "SPXW"])
        var bench = Bench.beforeOptionsEnd(seconds: 60)
        var call = Contract.option(.call, 6500)
        call.symbol = "SPX"
        #expect(bench.fill(.order(1, of: call) { $0.totalQuantity = 1 }).size == 1)
        let before = bench.exchange.accounts.first.cash["USD"] ?? 0
        _ = bench.wait(milliseconds: 120_000)
        let paid = (bench.exchange.accounts.first.cash["USD"] ?? 0) - before
        let last = bench.last(416_904, at: Bench.optionEnd)
        #expect(bench.held.values.allSatisfy { $0 == .zero } && abs(paid - 100 * (last - 6500)) < 0.01 && paid > 10_000)
    }

    @Test func optionsOnFuturesBelongToTheNextQuarter() throws {
        let future = try #require(catalogue.find(ContractQuery(secType: "FUT", localSymbol: "ESH6")).first)
        let options = catalogue.find(
            ContractQuery(symbol: "ES", secType: "FOP", strike: 6900, right: "C", exchange: "CME")
        )
        let first = try #require(options.first)
        #expect(first.localSymbol == "EW2F6 C6900" && first.underConId == future.conId && first.multiplier == "50")
        let chains = catalogue.optionChains(underlyingConId: future.conId)
        #expect(chains.contains { $0.tradingClass == "ES" && $0.expirations == ["20260320"] })
        #expect(chains.allSatisfy { $0.exchange == "CME" && $0.multiplier == "50" })
    }
}
