import TWSWire
import Testing

@testable import SimExchange

@Suite("InstrumentCatalogue")
struct InstrumentCatalogueTests {
    private let catalogue = InstrumentCatalogue()

    @Test func knownContractsHaveTheirIds() {
        for (symbol, conId) in [
            ("AAPL", 265_598), ("MSFT", 272_093), ("IBM", 8314), ("SPY", 756_733), ("QQQ", 320_227_571),
        ] {
            let found = catalogue.find(
                ContractQuery(symbol: symbol, secType: "STK", exchange: "SMART", currency: "USD")
            )
            #expect(found.map(\.conId) == [conId])
            #expect(catalogue.instrument(conId: conId)?.symbol == symbol)
        }
        #expect(catalogue.instrument(conId: 265_598)?.openPrice == 190)
        #expect(catalogue.builtIn.filter { $0.secType == .stock && $0.currency == "USD" }.count == 40)
        #expect(Set(catalogue.builtIn.map(\.conId)).count == catalogue.builtIn.count)
    }

    @Test func theArticlesContractsAreFound() {
        let chinese = catalogue.find(
            ContractQuery(symbol: "177", secType: "STK", exchange: "SEHK", primaryExchange: "SEHK", currency: "HKD")
        )
        #expect(chinese.map(\.openPrice) == [10.40])
        #expect(chinese.first?.exchange == "SEHK")
        let apple = catalogue.find(
            ContractQuery(symbol: "AAPL", secType: "STK", exchange: "SMART", primaryExchange: "SMART", currency: "USD")
        )
        #expect(apple.map(\.conId) == [265_598])
    }

    @Test func detailsAreThoseOfALiveGateway() throws {
        let apple = try #require(catalogue.instrument(conId: 265_598))
        #expect(apple.tradingClass == "NMS" && apple.marketName == "NMS" && apple.primaryExchange == "NASDAQ")
        #expect(apple.longName == "APPLE INC" && apple.stockType == "COMMON" && apple.minTick == 0.01)
        #expect(apple.marketRuleIds == [String](repeating: "26", count: 26).joined(separator: ","))
        #expect(apple.validExchangesText.hasPrefix("SMART,AMEX,NYSE,CBOE"))
        #expect(apple.isin == "US0378331005")
    }

    @Test(arguments: [
        ContractQuery(symbol: "XYZZY", secType: "STK", exchange: "SMART", currency: "USD"),
        ContractQuery(symbol: "AAPL", secType: "STK", exchange: "SEHK", currency: "USD"),
        ContractQuery(symbol: "AAPL", secType: "STK", exchange: "SMART", currency: "EUR"),
        ContractQuery(symbol: "AAPL", secType: "FUT"),
        ContractQuery(symbol: "AAPL", secType: "STK", primaryExchange: "NYSE"),
        ContractQuery(conId: 1), ContractQuery(conId: 265_598, exchange: "SEHK"), ContractQuery(conId: -5),
        ContractQuery(secType: "STK", exchange: "SMART"), ContractQuery(),
        ContractQuery(symbol: "ES", secType: "FUT", lastTradeDateOrContractMonth: "202604"),
        ContractQuery(symbol: "AAPL", secType: "OPT", right: "X"),
    ])
    func unknownContractsAreNotFound(query: ContractQuery) {
        #expect(catalogue.find(query).isEmpty)
    }

    @Test func emptyFieldsMeanAnyValue() {
        #expect(catalogue.find(ContractQuery(symbol: "aapl", secType: "STK")).map(\.conId) == [265_598])
        #expect(catalogue.find(ContractQuery(conId: 265_598)).map(\.exchange) == ["SMART"])
        #expect(catalogue.find(ContractQuery(conId: 265_598, exchange: "ISLAND")).map(\.exchange) == ["NASDAQ"])
        #expect(catalogue.find(ContractQuery(symbol: "AAPL", secType: "STK", primaryExchange: "ISLAND")).count == 1)
        let pair = catalogue.find(ContractQuery(symbol: "EUR", secType: "CASH", currency: "USD"))
        #expect(pair.map(\.conId) == [12_087_792] && pair.first?.localSymbol == "EUR.USD")
        #expect(catalogue.find(ContractQuery(secType: "CASH", localSymbol: "USD.HKD")).count == 1)
    }

    @Test func futuresAreTheNextTwoQuarters() {
        let futures = catalogue.find(ContractQuery(symbol: "ES", secType: "FUT", exchange: "CME"))
        #expect(futures.map(\.localSymbol) == ["ESH6", "ESM6"])
        // CME: third Friday of March; 19 June 2026 is Juneteenth, so trading ends on the Thursday.
        #expect(futures.map(\.lastTradeDateOrContractMonth) == ["20260320", "20260618"])
        #expect(futures.map(\.multiplier) == ["50", "50"])
        let micro = ContractQuery(
            symbol: "MES",
            secType: "FUT",
            lastTradeDateOrContractMonth: "202603",
            exchange: "GLOBEX"
        )
        #expect(catalogue.find(micro).map(\.localSymbol) == ["MESH6"])
        #expect(catalogue.find(micro).map(\.multiplier) == ["5"])
        let later = InstrumentCatalogue(asOf: CivilDate(year: 2026, month: 12, day: 20))
        #expect(later.find(ContractQuery(symbol: "ES", secType: "FUT")).map(\.localSymbol) == ["ESH7", "ESM7"])
    }

    @Test func chainsHaveExpirationsAndStrikes() throws {
        for stock in catalogue.builtIn where stock.secType == .stock && stock.currency == "USD" {
            let chain = try #require(catalogue.optionChains(underlyingConId: stock.conId).first)
            #expect(chain.expirations.count >= 10 && chain.strikes.count >= 10)
            #expect(chain.strikes == chain.strikes.sorted())
            let (lowest, highest) = (try #require(chain.strikes.first), try #require(chain.strikes.last))
            #expect(lowest < stock.openPrice * 0.75 && highest > stock.openPrice * 1.25)
        }
        let chain = try #require(catalogue.optionChains(underlyingConId: 265_598).first)
        // OCC: Fridays, third Fridays, and Thursday the 18th for June 2026, when the Friday is Juneteenth.
        let weeks = ["20260109", "20260116", "20260123", "20260130", "20260206"]
        let months = ["20260220", "20260320", "20260417", "20260515", "20260618", "20270115", "20280121"]
        #expect(chain.expirations == weeks + months)
        #expect(catalogue.optionChains(underlyingConId: 12_087_792).isEmpty)
    }

    @Test func optionsAreFoundByFieldsAndById() throws {
        let query = ContractQuery(
            symbol: "AAPL",
            secType: "OPT",
            lastTradeDateOrContractMonth: "20260116",
            strike: 190,
            right: "CALL",
            multiplier: "100",
            exchange: "SMART",
            currency: "USD"
        )
        let option = try #require(catalogue.find(query).first)
        #expect(catalogue.find(query).count == 1)
        // The symbol of the Options Clearing Corporation: root padded to six, date, right, strike in thousandths.
        #expect(option.localSymbol == "AAPL  260116C00190000")
        #expect(option.underConId == 265_598 && option.multiplierValue == 100)
        #expect(catalogue.instrument(conId: option.conId) == option)
        #expect(catalogue.find(ContractQuery(conId: option.conId)) == [option])
        #expect(catalogue.find(ContractQuery(secType: "OPT", localSymbol: "AAPL 260116C00190000")) == [option])
        let month = ContractQuery(symbol: "AAPL", secType: "OPT", lastTradeDateOrContractMonth: "202602", right: "P")
        let strikes = catalogue.optionChains(underlyingConId: 265_598).first?.strikes.count ?? 0
        // Two Fridays of February are listed: the 6th and the 20th.
        #expect(catalogue.find(month).count == 2 * strikes)
    }

    @Test func everyOptionOfEveryChainHasItsOwnId() {
        let stocks = catalogue.builtIn.filter { $0.secType == .stock && $0.currency == "USD" }
        var ids = Set<Int>()
        for stock in stocks {
            for option in catalogue.find(ContractQuery(symbol: stock.symbol, secType: "OPT")) {
                #expect(ids.insert(option.conId).inserted)
                #expect(option.conId < 2_147_483_647)
            }
        }
        #expect(
            ids.count
                == stocks.reduce(0) { sum, stock in
                    let chain = catalogue.optionChains(underlyingConId: stock.conId).first
                    return sum + 2 * (chain?.expirations.count ?? 0) * (chain?.strikes.count ?? 0)
                }
        )
    }

    @Test func searchFindsSymbolsBeforeNames() {
        #expect(catalogue.search("GO").map(\.instrument.symbol).prefix(2) == ["GOOG", "GOOGL"])
        #expect(catalogue.search("apple").map(\.instrument.symbol) == ["AAPL"])
        #expect(catalogue.search("motor").map(\.instrument.symbol) == ["F"])
        #expect(catalogue.search("AAPL").first?.derivativeSecTypes == ["OPT"])
        #expect(catalogue.search("177").first?.derivativeSecTypes == [])
        #expect(catalogue.search("").isEmpty && catalogue.search("QZX").isEmpty)
    }
}

@Suite("MarketRule")
struct MarketRuleTests {
    @Test func centsAreLegalAndPrintAsCents() {
        let rule = MarketRule.usStocks
        #expect("\(rule.price(19_001))" == "190.01")
        #expect(rule.isLegal(190.01) && rule.isLegal(0.1 + 0.2) && !rule.isLegal(190.005) && !rule.isLegal(.nan))
        #expect(!rule.isLegal(190.0000001) && rule.exact(189.9 + 0.05) == 189.95 && rule.exact(190.005) == 190.005)
        #expect(rule.roundedDown(190.019) == 190.01 && rule.roundedUp(190.011) == 190.02)
        #expect(rule.roundedDown(190.02) == 190.02 && rule.roundedUp(190.02) == 190.02)
        #expect(rule.priceIncrements.map(\.increment) == [0.01])
    }

    @Test func everyCentIsTheNearestDouble() throws {
        for cents in Int64(1)...40_000 {
            let text = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
            guard MarketRule.usStocks.price(cents) == Double(text) else {
                Issue.record("\(text)")
                return
            }
        }
    }

    @Test func incrementsDependOnThePrice() {
        let rule = MarketRule.stockOptions
        #expect(rule.increment(at: 2.99) == 0.01 && rule.increment(at: 3) == 0.05)
        #expect(rule.isLegal(2.99) && !rule.isLegal(3.01) && rule.isLegal(3.05))
        #expect(rule.roundedUp(3.01) == 3.05 && rule.roundedDown(3.04) == 3.0)
        #expect(MarketRule.hongKongStocks.increment(at: 10.40) == 0.01)
        #expect(MarketRule.hongKongStocks.increment(at: 20) == 0.02)
        #expect(MarketRule.indexFutures.isLegal(6900.25) && !MarketRule.indexFutures.isLegal(6900.1))
        #expect(MarketRule.currencies.isLegal(1.17205) && !MarketRule.currencies.isLegal(1.17202))
    }
}
