import TWSWire
import Testing
import Trading

@testable import ScriptHost

@Suite("the log of a trade")
struct TradeLogTests {
    @Test("a flood of words leaves the first and the last 500, and says how many are missing")
    func bound() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 10))
            on("currentTime", function()
                local log = t.log
                print(#log, log[1], log[500], log[501], log[502], log[#log])
            end)
            """
        )
        for number in 1...2_000 { bench.receive(TWS.status(1, OrderStatus("Odd\(number)"), remaining: 10)) }
        var time = ServerMessage.CurrentTime()
        time.time = 1
        bench.receive(.currentTime(time))
        // 2,001 notes: one of the order's leaving and 2,000 statuses.
        #expect(
            bench.prints == [
                "1001\tplaced BUY 10 AAPL MKT\tOdd499\t1,001 more are left out here\tOdd1501\tOdd2000"
            ]
        )
    }

    @Test("a word longer than any status is cut")
    func longWord() throws {
        var log = TradeLog()
        log.append(.status(OrderStatus(String(repeating: "x", count: 1_000_000))))
        var ledger = OrderLedger()
        ledger.place(orderId: 1, owner: 0, contract: Contract(), order: Order())
        let entry = try #require(ledger[1])
        #expect(log.lines { $0.text(entry) } == [String(repeating: "x", count: 80) + "…"])
        #expect(log.dropped == 0)
    }
}
