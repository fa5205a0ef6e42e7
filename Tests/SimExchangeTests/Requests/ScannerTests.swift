import FoundationEssentials
import TWSWire
import Testing

@testable import SimExchange

@Suite struct ScannerTests {
    private func scan(_ code: String, _ change: (inout ClientMessage.ReqScannerSubscription) -> Void = { _ in })
        -> ClientMessage.ReqScannerSubscription
    {
        var request = ClientMessage.ReqScannerSubscription()
        request.reqId = 1
        (request.subscription.instrument, request.subscription.locationCode) = ("STK", "STK.US.MAJOR")
        request.subscription.scanCode = code
        change(&request)
        return request
    }

    private func symbols(_ messages: [ServerMessage]) -> [String] {
        for case .scannerData(let data) in messages { return data.elements.map(\.contractDetails.contract.symbol) }
        return []
    }

    private func filter(_ tag: String, _ value: String) -> TagValue {
        var filter = TagValue()
        (filter.tag, filter.value) = (tag, value)
        return filter
    }

    @Test func everyCodeHasItsOwnOrder() {
        let orders = ScanCode.all.map { code -> [String] in
            var bench = Bench()
            return symbols(bench.send(scan(code.code)))
        }
        #expect(ScanCode.all.count >= 30 && Set(ScanCode.all.map(\.code)).count == ScanCode.all.count)
        #expect(Set(orders).count >= 30)
        #expect(orders.filter(\.isEmpty).count == 1, "nothing is halted")
    }

    /// Against the quotes: the change since the close of the day before, highest first.
    @Test func gainersAreSortedByTheirGain() throws {
        var bench = Bench()
        let found = symbols(bench.send(scan("TOP_PERC_GAIN")))
        let gains = try found.map { symbol in
            let stock = try #require(
                bench.exchange.market.catalogue.find(ContractQuery(symbol: symbol, secType: "STK")).first
            )
            let quote = try #require(bench.exchange.market.source.quote(stock.conId, at: bench.exchange.now))
            return try #require(quote.last) / #require(quote.close)
        }
        #expect(found.count == 40 && gains == gains.sorted(by: >))
        var losers = Bench()
        #expect(symbols(losers.send(scan("TOP_PERC_LOSE"))) == found.reversed())
    }

    @Test func bothFormsOfFiltersApply() {
        func prices(_ request: ClientMessage.ReqScannerSubscription) -> [Double] {
            var bench = Bench()
            return symbols(bench.send(request)).compactMap {
                bench.exchange.market.catalogue.find(ContractQuery(symbol: $0, secType: "STK")).first?.openPrice
            }
        }
        let fields = prices(
            scan("MOST_ACTIVE") { ($0.subscription.abovePrice, $0.subscription.belowPrice) = (100, 200) }
        )
        let options = prices(
            scan("MOST_ACTIVE") {
                $0.scannerSubscriptionFilterOptions = [filter("priceAbove", "100"), filter("priceBelow", "200")]
            }
        )
        #expect(fields == options && !fields.isEmpty && fields.allSatisfy { $0 > 95 && $0 < 205 })
        let funds = prices(scan("MOST_ACTIVE") { $0.subscription.stockTypeFilter = "ETF" })
        #expect(funds.count == 6)
    }

    @Test(arguments: [
        ("NO_SUCH_CODE", "STK", "STK.US.MAJOR", ""), ("MOST_ACTIVE", "FUT.US", "FUT.CME", ""),
        ("MOST_ACTIVE", "STK", "STK.MARS", ""), ("MOST_ACTIVE", "STK", "STK.US.MAJOR", "moonPhaseAbove"),
    ])
    func whatIsUnknownIsRefused(code: String, instrument: String, location: String, tag: String) {
        var bench = Bench()
        let request = scan(code) {
            ($0.subscription.instrument, $0.subscription.locationCode) = (instrument, location)
            if !tag.isEmpty { $0.scannerSubscriptionFilterOptions = [filter(tag, "1")] }
        }
        #expect(bench.send(request).codes == [162])
    }

    /// What ib_async's notebook on scanners reads out of the document.
    @Test func theDocumentNamesCodesPlacesAndFilters() {
        var bench = Bench()
        guard case .scannerParameters(let told)? = bench.send(ClientMessage.ReqScannerParameters()).first else {
            return #expect(Bool(false), "no document")
        }
        for element in ["scanCode", "locationCode", "type", "code"] {
            #expect(told.xml.contains("<\(element)>") && told.xml.contains("</\(element)>"))
        }
        for text in ["<scanCode>TOP_PERC_GAIN<", "<code>priceAbove<", "<code>changePercAbove<", "<type>STK<"] {
            #expect(told.xml.contains(text))
        }
    }
}
