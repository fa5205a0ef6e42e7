import ScriptHost
import TWSWire
import Testing

/// `chain` against an underlying with many options: which of them TWS is asked about.
@Suite("chain")
struct ChainTests {
    /// 2026-01-05 12:00 in New York.
    private static let noon = 1_767_632_400.0

    /// Plays TWS until the script has nothing more to ask: the parameters of the chain, details of every option but those
    /// with a strike of 190, and deltas of -0.01 for each dollar below 300.
    private static func play(_ bench: ScriptBench) {
        var place = 0
        while place < bench.sent.count {
            let message = bench.sent[place]
            place += 1
            switch message {
            case .reqContractDetails(let request): details(request, bench)
            case .reqSecDefOptParams(let request):
                for exchange in ["CBOE", "SMART"] {
                    var row = ServerMessage.SecurityDefinitionOptionParameter()
                    (row.reqId, row.exchange, row.tradingClass) = (request.reqId, exchange, "AAPL")
                    row.multiplier = "100"
                    row.expirations = ["20260116", "20260220", "20260417"]
                    row.strikes = [170, 180, 190, 200, 210]
                    bench.receive(.securityDefinitionOptionParameter(row))
                }
                var end = ServerMessage.SecurityDefinitionOptionParameterEnd()
                end.reqId = request.reqId
                bench.receive(.securityDefinitionOptionParameterEnd(end))
            case .reqMktData(let request): quote(request, bench)
            default: break
            }
        }
    }

    private static func details(_ request: ClientMessage.ReqContractDetails, _ bench: ScriptBench) {
        guard request.contract.strike != 190 else {
            bench.receive(TWS.error(request.reqId, 200, "No security definition has been found for the request"))
            return
        }
        var details = ServerMessage.ContractDetails()
        (details.reqId, details.contractDetails.contract) = (request.reqId, request.contract)
        details.contractDetails.contract.conId = 1_000 + Int(request.contract.strike ?? 0)
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = request.reqId
        bench.receive(.contractDetails(details), .contractDetailsEnd(end))
    }

    private static func quote(_ request: ClientMessage.ReqMktData, _ bench: ScriptBench) {
        guard request.contract.secType == .option else {
            bench.receive(TWS.price(request.reqId, 4, 190))
            return
        }
        var tick = ServerMessage.TickOptionComputation()
        (tick.reqId, tick.tickType) = (request.reqId, 10)
        tick.delta = -0.99
        bench.receive(.tickOptionComputation(tick))
        tick.tickType = 13
        tick.delta = -(300 - (request.contract.strike ?? 0)) / 100 + 1
        bench.receive(.tickOptionComputation(tick))
    }

    private static func asked(_ bench: ScriptBench) -> [Contract] {
        bench.sent.compactMap { if case .reqContractDetails(let request) = $0 { request.contract } else { nil } }
    }

    @Test("right, days and strikes are filtered before any option is looked up; what is not listed is left out")
    func filter() throws {
        let bench = try ScriptBench(
            #"""
            for _, o in ipairs(chain(contract("AAPL"), {right = "P", days = {20, 60}, strikes = {180, 200}})) do
                print(o.right, o.lastTradeDateOrContractMonth, o.strike, o.conId, o.exchange)
            end
            """#,
            at: Self.noon
        )
        Self.play(bench)
        #expect(bench.prints == ["P\t20260220\t180.0\t1180\tSMART", "P\t20260220\t200.0\t1200\tSMART"])
        // The underlying and three strikes of one month.
        #expect(Self.asked(bench).count == 4)
    }

    @Test("a delta is the model's, and every quote that was asked for it is given back")
    func delta() throws {
        let bench = try ScriptBench(
            #"""
            for _, o in ipairs(chain(contract("AAPL"), {right = "P", expiry = "202602", delta = {-0.15, 0.05}})) do
                print(o.strike)
            end
            """#,
            at: Self.noon
        )
        Self.play(bench)
        // The strikes have deltas of -0.3, -0.2, 0 and 0.1.
        #expect(bench.prints == ["200.0"])
        let lines = bench.sent.reduce(into: (asked: 0, ended: 0)) { count, message in
            switch message {
            case .reqMktData(let request) where !request.snapshot: count.asked += 1
            case .cancelMktData: count.ended += 1
            default: break
            }
        }
        #expect(lines.asked == 4 && lines.ended == 4)
    }

    @Test("options that are no filter are errors; a chain that is too wide says how to narrow it")
    func refused() throws {
        for (options, message) in [
            (#"{rigth = "P"}"#, "did you mean right?"), (#"{right = "X"}"#, "write P or C"),
            (#"{days = {60, 20}}"#, "the smaller first"), (#"{delta = "x"}"#, "expected two numbers"),
            (#"{expiry = "2026-02-20"}"#, "write 20260220"), (#"{expiry = 20261332}"#, "202602 for a month"),
        ] {
            let bench = try ScriptBench(#"chain(contract("AAPL"), \#(options))"#)
            #expect(bench.end?.message?.contains(message) == true, "\(bench.end?.message ?? "")")
        }
    }
}
