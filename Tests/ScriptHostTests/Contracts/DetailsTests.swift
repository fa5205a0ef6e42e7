import ScriptHost
import TWSWire
import Testing

/// What TWS knows of contracts: asked once, and what a script makes of it.
@Suite("details")
struct DetailsTests {
    private static func found(_ change: (inout ContractDetails) -> Void) -> ContractDetails {
        var details = ContractDetails()
        (details.contract.symbol, details.contract.secType, details.contract.currency) = ("ES", .future, "USD")
        details.contract.exchange = "CME"
        details.timeZoneId = "US/Central"
        change(&details)
        return details
    }

    private static func answer(_ bench: ScriptBench, _ all: [ContractDetails]) {
        guard
            let id = bench.sent.compactMap({ message -> Int? in
                if case .reqContractDetails(let request) = message { request.reqId } else { nil }
            }).last
        else { return }
        for found in all {
            var details = ServerMessage.ContractDetails()
            (details.reqId, details.contractDetails) = (id, found)
            bench.receive(.contractDetails(details))
        }
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = id
        bench.receive(.contractDetailsEnd(end))
    }

    @Test("qualify, details and sessions of one contract ask TWS once a day")
    func once() throws {
        let bench = try ScriptBench(
            #"local c = contract("AAPL") print(qualify(c).conId) print(#details(c), market_open(c)) sleep(86400) qualify(c)"#
        )
        Self.answer(bench, [Self.found { $0.contract.conId = 7 }])
        #expect(bench.prints == ["7", "1\tfalse"])
        #expect(bench.sent.count == 1)
        bench.advance(86_400)
        #expect(bench.sent.count == 2, "it is another day")
    }

    @Test("two functions that ask the same at once share an answer")
    func shared() throws {
        let bench = try ScriptBench(
            #"for i = 1, 2 do spawn(function() print(qualify(contract("AAPL")).conId) end) end sleep(1)"#
        )
        #expect(bench.sent.count == 1)
        Self.answer(bench, [Self.found { $0.contract.conId = 7 }])
        #expect(bench.prints == ["7", "7"])
    }

    @Test("qualify raises with the candidates when several match")
    func ambiguous() throws {
        let bench = try ScriptBench(#"local ok, e = pcall(qualify, contract("AAPL")) print(e.code, e.message)"#)
        Self.answer(
            bench,
            [
                Self.found {
                    ($0.contract.conId, $0.contract.symbol, $0.contract.secType) = (1, "AAPL", .stock)
                    $0.contract.exchange = "NASDAQ"
                },
                Self.found { ($0.contract.conId, $0.contract.symbol, $0.contract.exchange) = (2, "AAPL", "IBIS") },
            ]
        )
        #expect(
            bench.prints == [
                "ambiguous\tqualify: 2 contracts match: AAPL STK NASDAQ USD conId=1, AAPL FUT IBIS USD conId=2"
            ]
        )
    }

    @Test("the front month is the next to expire, so many days away if asked; next_month follows it")
    func futures() throws {
        let bench = try ScriptBench(
            #"""
            local es = contract.future("ES", nil, "CME")
            local front = front_month(es)
            print(front.localSymbol, front_month(es, 8).localSymbol, next_month(front).localSymbol)
            print(pcall(front_month, contract("AAPL")))
            """#,
            // 2026-03-13.
            at: 1_773_410_400
        )
        let months = [("ESM6", "20260618"), ("ESH6", "20260320"), ("ESZ5", "20251219"), ("ESU6", "20260918")]
        Self.answer(
            bench,
            months.enumerated().map { place, month in
                Self.found {
                    ($0.contract.conId, $0.contract.localSymbol) = (place + 1, month.0)
                    $0.contract.lastTradeDateOrContractMonth = month.1
                }
            }
        )
        #expect(bench.prints.first == "ESH6\tESM6\tESM6")
        #expect(bench.prints.last?.contains("expected a future, got STK") == true)
        #expect(bench.sent.count == 1)
    }

    @Test("increments are those of the market rule of the contract's exchange")
    func increments() throws {
        let bench = try ScriptBench(
            #"local c = contract("AAPL") print(increment(c, 0.5)) print(increment(c, 190))"#
        )
        let details = Self.found {
            $0.contract.exchange = "SMART"
            ($0.validExchanges, $0.marketRuleIds) = ("NASDAQ,SMART", "26,557")
        }
        Self.answer(bench, [details])
        var rule = ServerMessage.MarketRule()
        rule.marketRuleId = 557
        rule.priceIncrements = [(1.0, 0.01), (0.0, 0.0001)].map { edge, step in
            var increment = PriceIncrement()
            (increment.lowEdge, increment.increment) = (edge, step)
            return increment
        }
        bench.receive(.marketRule(rule))
        bench.receive(.marketRule(rule))
        #expect(bench.prints == ["0.0001", "0.01"])
    }

    @Test("search gives contracts")
    func search() throws {
        let bench = try ScriptBench(#"print(search("apple")[1].symbol)"#)
        guard case .reqMatchingSymbols(let request)? = bench.sent.first else { Issue.record("no request"); return }
        #expect(request.pattern == "apple")
        var samples = ServerMessage.SymbolSamples()
        var description = ContractDescription()
        description.contract.symbol = "AAPL"
        (samples.reqId, samples.contractDescriptions) = (request.reqId, [description])
        bench.receive(.symbolSamples(samples))
        #expect(bench.prints == ["AAPL"])
    }

    @Test("the order of ib_async's Stock is refused with the right form")
    func wrongOrder() throws {
        #expect(
            try ScriptBench(#"contract("AAPL", "SMART", "USD")"#).end?.message
                == #"contract: secType: "SMART" is not a type such as STK, OPT, FUT or CASH; write contract.stock("AAPL", "SMART", "USD"), or put the type second (test.lua:1)"#
        )
        #expect(try ScriptBench(#"contract{secId = "US0378331005"}"#).end?.message?.contains("secIdType") == true)
        let bench = try ScriptBench(#"print(contract.stock{secIdType = "ISIN", secId = "US0378331005"})"#)
        #expect(
            bench.prints == [
                "<Contract secType=STK, exchange=SMART, currency=USD, secIdType=ISIN, secId=US0378331005>"
            ]
        )
    }
}
