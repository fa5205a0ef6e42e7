import TWSWire
import Testing

@testable import SimExchange

/// Reports about companies, generic tick 258, and the settings that reqConfig tells.
@Suite struct FundamentalTests {
    private func answer(_ contract: Contract, _ type: String) -> [ServerMessage] {
        var bench = Bench()
        var request = ClientMessage.ReqFundamentalData()
        (request.reqId, request.contract, request.reportType) = (5, contract, type)
        return bench.send(request)
    }

    private func report(_ contract: Contract, _ type: String) throws -> String {
        guard case .fundamentalData(let data)? = answer(contract, type).first else { throw Missing() }
        #expect(data.reqId == 5)
        return data.data
    }

    private struct Missing: Error {}

    @Test func theSnapshotTellsWhatTheCatalogueHas() throws {
        let text = try report(.aapl, "ReportSnapshot")
        for word in [
            "<CoID Type=\"CompanyName\">APPLE INC</CoID>", "<IssueID Type=\"ISIN\">US0378331005</IssueID>",
            "<IssueID Type=\"CUSIP\">037833100</IssueID>", "<Industry order=\"1\">Technology</Industry>",
            "<Ratio FieldName=\"NHIG\" Type=\"N\">",
        ] { #expect(text.contains(word), "\(word)") }
        #expect(try report(.stock("PG"), "ReportSnapshot").contains("PROCTER &amp; GAMBLE CO/THE"))
        #expect(try report(.aapl, "ReportsFinSummary").contains("<EPSs currency=\"USD\"></EPSs>"))
    }

    @Test(arguments: [("AAPL", "RESC"), ("AAPL", ""), ("SPY", "ReportSnapshot"), ("NOSUCH", "ReportSnapshot")])
    func whatThereIsNotEndsWith430(symbol: String, type: String) {
        #expect(answer(.stock(symbol), type).story == ["error 5 430"])
    }

    @Test func ratiosAgreeWithTheYearsBars() throws {
        var bench = Bench()
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.contract, request.genericTickList) = (9, .aapl, "165,258")
        let told = bench.send(request)
        let texts = told.compactMap { message in
            if case .tickString(let tick) = message, tick.tickType == 47 { tick.value } else { nil }
        }
        var ratios: [String: Double] = [:]
        for pair in try #require(texts.first).split(separator: ";") {
            let parts = pair.split(separator: "=")
            ratios[String(parts[0])] = Double(parts[1])
        }
        func price(_ type: Int) -> Double? {
            told.compactMap { if case .tickPrice(let tick) = $0, tick.tickType == type { tick.price } else { nil } }
                .first
        }
        #expect(Set(ratios.keys) == ["NPRICE", "NHIG", "NLOW", "VOL10DAVG"])
        // Ticks 19 and 20 are low and high of 52 weeks; an average day has 46 million shares.
        let (low, high, now) = (try #require(price(19)), try #require(price(20)), try #require(ratios["NPRICE"]))
        #expect(ratios["NLOW"] == low && ratios["NHIG"] == high && low <= now && now <= high)
        #expect((23...92).contains(try #require(ratios["VOL10DAVG"])))
    }

    @Test func settingsAreThoseOfTheConfiguration() throws {
        var configuration = SimConfiguration()
        for (isReadOnly, precautions) in [(false, nil), (true, SimConfiguration.Precautions())] {
            (configuration.isReadOnly, configuration.precautions) = (isReadOnly, precautions)
            configuration.masterClientId = isReadOnly ? 4 : nil
            var exchange = SimExchange(configuration: configuration)
            _ = exchange.connect(clientId: 7, serverVersion: 226, as: ConnectionID(1), at: exchange.now)
            var request = ClientMessage.ReqConfig()
            request.reqId = 3
            let told = exchange.receive(request.clientMessage, from: ConnectionID(1), at: exchange.now)
            // By the wire and back, as a client reads it.
            let body = try #require(told.first).message.body(serverVersion: 226)
            guard case .configResponse(let settings) = try ServerMessage.decode(body.span, serverVersion: 226).message
            else { throw Missing() }
            #expect(told.count == 1 && settings.reqId == 3 && settings.api.settings.readOnlyApi == isReadOnly)
            #expect(settings.api.precautions.bypassOrderPrecautions == (precautions == nil))
            #expect(settings.api.settings.masterClientId == configuration.masterClientId)
        }
    }
}
