import ScriptHost
import TWSWire
import Testing

/// Hours as a real TWS writes them: the week of Thanksgiving 2026 in New York, with its half day.
@Suite("Trading hours")
struct SessionTests {
    private static let hours =
        "20261125:0930-20261125:1600;20261126:CLOSED;20261127:0930-20261127:1300;20261128:CLOSED;20261129:CLOSED;"
        + "20261130:0930-20261130:1600"
    /// 2026-11-25 12:00 in New York.
    private static let noon = 1_795_626_000.0

    private static func answer(_ bench: ScriptBench, _ liquidHours: String = hours) {
        guard case .reqContractDetails(let request)? = bench.sent.last else {
            Issue.record("details were not asked for")
            return
        }
        var details = ServerMessage.ContractDetails()
        details.reqId = request.reqId
        details.contractDetails.contract.symbol = "AAPL"
        details.contractDetails.timeZoneId = "US/Eastern"
        details.contractDetails.liquidHours = liquidHours
        details.contractDetails.tradingHours = "20261125:0400-20261125:2000"
        bench.receive(.contractDetails(details))
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = request.reqId
        bench.receive(.contractDetailsEnd(end))
    }

    @Test("sessions, and what comes next; TWS is asked once a day")
    func sessions() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL")
            local s = sessions(c)
            print(#s, time.format(s[2].open, "%F %H:%M"), time.format(s[2].close, "%H:%M"))
            print(market_open(c), time.format(next_open(c), "%F %H:%M"), time.format(next_close(c), "%F %H:%M"))
            sleep(8 * 3600)
            print(market_open(c), time.format(next_close(c), "%F %H:%M"))
            """,
            at: Self.noon
        )
        Self.answer(bench)
        bench.advance(8 * 3_600)
        #expect(
            bench.prints == [
                "3\t2026-11-27 09:30\t13:00", "true\t2026-11-27 09:30\t2026-11-25 16:00", "false\t2026-11-27 13:00",
            ]
        )
        #expect(bench.sent.count == 1)
        #expect(bench.end?.message == nil)
    }

    @Test("daily of a contract comes on its trading days, and asks for the hours again as days go by")
    func daily() throws {
        let bench = try ScriptBench(
            """
            daily("09:35", function() print(time.format(now(), "%a %d %H:%M")) end, {of = contract("AAPL")})
            """,
            at: Self.noon
        )
        Self.answer(bench)
        bench.advance(5 * 86_400)
        #expect(bench.prints == ["Fri 27 09:35", "Mon 30 09:35"])
        #expect(bench.sent.count == 1, "the hours of these days were known")
        // On Tuesday nothing is known any more; the first question has no answer, the second has.
        bench.advance(77_700 + 75)
        #expect(bench.sent.count > 1)
        Self.answer(bench, "20261201:0930-20261201:1600")
        #expect(bench.prints.last?.hasPrefix("Tue 01 09:3") == true)
    }

    @Test("hours that cannot be read are an error, and never taken for closed")
    func malformed() throws {
        for text in ["20261125:0930-1600", "today", "20261125:0930-20261125:0900", "20261199:0930-20261199:1600"] {
            let bench = try ScriptBench(#"sessions(contract("AAPL"))"#)
            Self.answer(bench, text)
            #expect(bench.end?.message?.contains("hours that cannot be read") == true)
        }
    }
}
