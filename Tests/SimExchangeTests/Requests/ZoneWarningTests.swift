import TWSWire
import Testing

@testable import SimExchange

/// Times without a zone: 2174, and the request is served (two users' logs have the words: OpenTWS/opentws-dotnet #42,
/// pst-group/pysystemtrade #1028).
@Suite struct ZoneWarningTests {
    private static let words =
        "Warning: You submitted request with date-time attributes without explicit time zone. Please switch to use "
        + "yyyymmdd-hh:mm:ss in UTC or use instrument time zone, like US/Eastern. Implied time zone functionality will "
        + "be removed in the next API release"

    /// Texts of a time, and whether they are remarked.
    private static let times = [
        ("20260105 10:05:00", true), ("20260105 10:05:00 US/Eastern", false), ("20260105-15:05:00", false),
    ]

    @Test(arguments: times)
    func goodTillDate(text: String, isRemarked: Bool) {
        var bench = Bench.punctual()
        let order = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 100) {
            ($0.tif, $0.goodTillDate) = (.goodTillDate, text)
        }
        let told = bench.place(order)
        #expect(told.errorTexts == (isRemarked ? [Self.words] : []) && told.codes == (isRemarked ? [2174] : []))
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.status(1) == .submitted)
        // The exchange's day begins at ten.
        _ = bench.wait(milliseconds: 300_000)
        #expect(bench.status(1) == .cancelled)
    }

    @Test(arguments: times + [("20260105", false)])
    func goodAfterTime(text: String, isRemarked: Bool) {
        var bench = Bench.punctual()
        let told = bench.place(.order(1) { $0.goodAfterTime = text })
        #expect(told.codes == (isRemarked ? [2174] : []))
    }

    /// A time in a field that does not count, and one that is refused, are not remarked.
    @Test func onlyWhatCounts() {
        var bench = Bench.punctual()
        #expect(bench.place(.order(1) { $0.goodTillDate = "20260105 10:05:00" }).codes.isEmpty)
        #expect(
            bench.place(.order(2) { ($0.tif, $0.goodTillDate) = (.goodTillDate, "20260105 09:00:00") }).codes == [334]
        )
    }

    @Test(arguments: times)
    func executionsAndTicks(text: String, isRemarked: Bool) {
        var bench = Bench.punctual()
        let expected = isRemarked ? [2174] : []
        var executions = ClientMessage.ReqExecutions()
        (executions.reqId, executions.filter.time) = (1, text)
        let told = bench.send(executions)
        #expect(told.codes == expected && told.last?.name == "execDetailsEnd")
        var ticks = ClientMessage.ReqHistoricalTicks()
        (ticks.reqId, ticks.contract, ticks.numberOfTicks, ticks.whatToShow) = (2, .aapl, 5, "TRADES")
        ticks.endDateTime = text
        let past = bench.send(ticks)
        #expect(past.codes == expected && past.last?.name == "historicalTicksLast")
        var history = ClientMessage.ReqHistoricalData()
        (history.reqId, history.contract, history.durationStr, history.barSizeSetting) = (3, .aapl, "1 D", "1 hour")
        (history.whatToShow, history.useRTH, history.formatDate, history.endDateTime) = ("TRADES", true, 1, text)
        let bars = bench.send(history)
        #expect(bars.codes == expected && bars.last?.name == "historicalDataEnd")
    }
}
