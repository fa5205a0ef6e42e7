import ScriptHost
import TWSWire
import Testing

@Suite("tws")
struct RawTests {
    @Test("Arguments in official order, by name, with and without the request id")
    func forms() throws {
        let bench = try ScriptBench(
            """
            print(tws.reqMktData(contract("AAPL"), "233", true))
            print(tws.reqMktData(77, contract("AAPL")))
            print(tws.reqMktData{contract = contract("IBM"), genericTickList = "100"})
            tws.reqMarketDataType(3) tws.reqIds() tws.cancelMktData(77)
            print(tws.reqAccountSummary("All", "NetLiquidation"))
            """
        )
        #expect(bench.end?.message == nil)
        let requests = bench.sent.compactMap { if case .reqMktData(let request) = $0 { request } else { nil } }
        #expect(requests.map(\.contract.symbol) == ["AAPL", "AAPL", "IBM"])
        #expect(requests.map(\.genericTickList) == ["233", "", "100"])
        #expect(requests.map(\.snapshot) == [true, false, false])
        #expect(bench.prints == ["2000000000", "77", "2000000002", "2000000003"])
        #expect(
            bench.sent.contains {
                if case .reqMarketDataType(let type) = $0 { type.marketDataType == 3 } else { false }
            }
        )
        // The script's own number is its own: on the wire the request and its cancel have another one, alike.
        #expect(requests.map(\.reqId) == [2_000_000_000, 2_000_000_001, 2_000_000_002])
        #expect(
            bench.sent.contains {
                if case .cancelMktData(let cancel) = $0 { cancel.reqId == 2_000_000_001 } else { false }
            }
        )
    }

    @Test("Every request of the protocol is there under its name")
    func complete() throws {
        let bench = try ScriptBench("for name, f in pairs(tws) do print(name) end")
        #expect(Set(bench.prints) == Set(ClientMessage.payloads.map { $0.structureName }))
    }

    @Test(
        "Mistakes are named",
        arguments: [
            ("tws.reqMktDat()", "did you mean reqMktData?"), ("tws.reqMarketDataType(1, 2)", "too many"),
            ("tws.reqMarketDataType('live')", "arguments.marketDataType: expected an integer"),
            ("tws.cancelMktData()", "expected reqId"), ("tws.reqMktData{contrct = {}}", "did you mean contract?"),
        ]
    )
    func mistakes(source: String, word: String) throws {
        #expect(try ScriptBench(source).end?.message?.contains(word) == true)
    }

    @Test("A request that TWS is too old for is refused")
    func version() throws {
        let bench = try ScriptBench("tws.reqUserInfo()", serverVersion: 150)
        #expect(bench.end?.message?.contains("needs server version") == true)
        #expect(bench.sent.isEmpty)
    }
}
