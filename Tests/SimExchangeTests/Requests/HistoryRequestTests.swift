import TWSWire
import Testing

@testable import SimExchange

/// What reqHistoricalData takes, and how its bars and times are written.
@Suite struct HistoryRequestTests {
    private func request(_ change: (inout ClientMessage.ReqHistoricalData) -> Void = { _ in })
        -> ClientMessage.ReqHistoricalData
    {
        var request = ClientMessage.ReqHistoricalData()
        (request.reqId, request.contract, request.durationStr) = (1, .aapl, "1 D")
        (request.barSizeSetting, request.whatToShow, request.formatDate) = ("5 mins", "TRADES", 1)
        change(&request)
        return request
    }

    private func bars(_ messages: [ServerMessage]) -> [Bar] {
        for case .historicalData(let answer) in messages { return answer.bars }
        return []
    }

    @Test(arguments: [("1 d", "5 mins", "trades"), ("1 D", "5 Mins", "Midpoint"), ("3600 s", "1 min", "BID")])
    func upperAndLowerCaseAreTheSame(duration: String, size: String, show: String) {
        var bench = Bench()
        let told = bench.send(request { ($0.durationStr, $0.barSizeSetting, $0.whatToShow) = (duration, size, show) })
        #expect(!bars(told).isEmpty && told.codes.isEmpty)
    }

    @Test(arguments: ["20 S", "400 D", "0 D", "D", "53 W"])
    func boundsHold(duration: String) {
        var bench = Bench()
        #expect(bench.send(request { $0.durationStr = duration }).codes == [321])
    }

    @Test func adjustedBarsEndNow() {
        var bench = Bench()
        let end = "20251231 16:00:00 US/Eastern"
        #expect(bench.send(request { ($0.whatToShow, $0.endDateTime) = ("ADJUSTED_LAST", end) }).codes == [321])
        #expect(!bars(bench.send(request { $0.whatToShow = "ADJUSTED_LAST" })).isEmpty)
    }

    @Test func continuousFuturesHaveNoEnd() {
        var bench = Bench()
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = (
            "ES", .continuousFuture, "CME", "USD"
        )
        #expect(!bars(bench.send(request { $0.contract = contract })).isEmpty)
        let end = "20251231 16:00:00 US/Eastern"
        #expect(bench.send(request { ($0.contract, $0.endDateTime) = (contract, end) }).codes == [10339])
        #expect(bench.place(.order(1, of: contract) { $0.totalQuantity = 1 }).codes == [387])
    }

    /// Whatever the moment, bars begin at multiples of their size, the first one too.
    @Test func theFirstBarIsAligned() {
        var bench = Bench()
        _ = bench.wait(milliseconds: 137_000)
        let told = bars(bench.send(request { ($0.durationStr, $0.formatDate) = ("3600 S", 2) }))
        #expect(told.count == 13 && told.allSatisfy { (Int($0.date) ?? 1) % 300 == 0 })
    }

    /// An open market goes on after its exchange has closed, and so does its history.
    @Test(arguments: [SimConfiguration.Sessions.open, .real])
    func historyGoesUpToNow(sessions: SimConfiguration.Sessions) throws {
        var bench = Bench { configuration in
            configuration.sessions = sessions
            let saturday = CivilDate(year: 2026, month: 1, day: 10)
            configuration.start = ExchangeZone.newYork.instant(saturday, secondOfDay: 12 * 3600)
        }
        let told = bars(bench.send(request { $0.formatDate = 2 }))
        let last = try #require(told.last.flatMap { Int64($0.date) })
        #expect((bench.exchange.now.seconds - last <= 300) == (sessions == .open))
    }

    @Test(arguments: [(157, "20260105  10:00:00"), (173, "20260105  10:00:00"), (200, "20260105 10:00:00 US/Eastern")])
    func zonesAreForVersionsThatKnowThem(version: Int, text: String) throws {
        var bench = Bench()
        let connection = ConnectionID(5)
        _ = bench.exchange.connect(clientId: 5, serverVersion: version, as: connection, at: bench.exchange.now)
        _ = bench.wait(milliseconds: 60_000)
        let told = bench.send(request { ($0.durationStr, $0.barSizeSetting) = ("60 S", "1 min") }, from: connection)
        #expect(bars(told).first?.date == text)
        var order = ClientMessage.PlaceOrder.order(1)
        order.order.totalQuantity = 1
        _ = bench.send(order, from: connection)
        let fills = bench.exchange.advance(to: bench.exchange.now.adding(seconds: 2)).filter {
            $0.connection == connection
        }
        let time = try #require(fills.map(\.message).executions.first?.time)
        #expect(time.hasPrefix(version < 174 ? "20260105  10:01:0" : "20260105 10:01:0"))
        #expect(time.hasSuffix("US/Eastern") == (version >= 174))
    }

    @Test(arguments: ["EDT", "EST", "CST", "HKT"])
    func abbreviationsAreNoZones(zone: String) {
        var bench = Bench()
        #expect(bench.send(request { $0.endDateTime = "20251231 16:00:00 \(zone)" }).codes == [10314])
    }

    @Test(arguments: [("5 D", 5), ("1 W", 5), ("1 M", 21), ("1 Y", 251), ("2 Y", 502)])
    func schedulesReachBack(duration: String, days: Int) throws {
        var bench = Bench()
        let told = bench.send(request { ($0.whatToShow, $0.durationStr, $0.useRTH) = ("SCHEDULE", duration, true) })
        guard case .historicalSchedule(let schedule)? = told.first else { return #expect(Bool(false), "no schedule") }
        #expect(abs(schedule.sessions.count - days) <= 1 && schedule.sessions.last?.refDate == "20260105")
    }
}
