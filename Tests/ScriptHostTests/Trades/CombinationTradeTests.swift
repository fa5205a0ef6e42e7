import ScriptHost
import TWSWire
import Testing

@Suite("Trades of combinations")
struct CombinationTradeTests {
    @Test("A wait ends with the commission of the last leg")
    func settled() throws {
        let bench = try ScriptBench(
            """
            --[[ibscript
            api = 1
            [trade]
            combos = true
            short = true
            negative_prices = true
            ]]
            local bag = contract.combo("AAPL", {{conId = 1, ratio = 1, action = "SELL"}, {conId = 2, ratio = 1, action = "BUY"}})
            local t = place(bag, order("BUY", 1, -2.0))
            t:wait(60)
            print(t.filled, t.avgFillPrice, t.commission)
            """
        )
        bench.receive(
            TWS.status(1, .submitted, remaining: 1),
            leg("a.02.01.01", conId: 1, price: 6, side: .sold),
            leg("a.03.01.01", conId: 2, price: 4, side: .bought),
            execution(TWS.execution(1, "a.01.01", shares: 1, price: -2)) { $0.contract.secType = .combination },
            TWS.status(1, .filled, filled: 1)
        )
        bench.receive(TWS.commission("a.02.01.01", 1))
        #expect(bench.prints == [])
        bench.receive(TWS.commission("a.03.01.01", 1))
        #expect(bench.prints == ["1\t-2.0\t2.0"])
        #expect(bench.end?.exitCode == 0)
    }

    private func leg(_ execId: String, conId: Int, price: Double, side: ExecutionSide) -> ServerMessage {
        execution(TWS.execution(1, execId, shares: 1, price: price, side: side)) { details in
            (details.contract.conId, details.contract.secType) = (conId, .option)
        }
    }

    private func execution(
        _ message: ServerMessage,
        _ change: (inout ServerMessage.ExecDetails) -> Void
    ) -> ServerMessage {
        guard case .execDetails(var details) = message else { return message }
        change(&details)
        return .execDetails(details)
    }
}
