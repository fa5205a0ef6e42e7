internal import Foundation
import TWSWire
import Testing

@testable import SimExchange

/// Bars of historical and of implied volatility.
@Suite struct VolatilityBarTests {
    private static let option: Contract = {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .option, "SMART", "USD")
        (contract.lastTradeDateOrContractMonth, contract.strike, contract.right) = ("20260220", 190, OptionRight("C"))
        return contract
    }()

    private func request(_ change: (inout ClientMessage.ReqHistoricalData) -> Void = { _ in })
        -> ClientMessage.ReqHistoricalData
    {
        var request = ClientMessage.ReqHistoricalData()
        (request.reqId, request.contract, request.durationStr) = (1, .aapl, "10 D")
        (request.barSizeSetting, request.whatToShow, request.formatDate) = ("1 day", "HISTORICAL_VOLATILITY", 1)
        (request.useRTH, request.endDateTime) = (true, "20260102 23:00:00 US/Eastern")
        change(&request)
        return request
    }

    private func bars(_ messages: [ServerMessage]) -> [Bar] {
        for case .historicalData(let answer) in messages { return answer.bars }
        return []
    }

    /// The volatility per year of 31 closes, by the textbook: the deviation of the logarithms of 30 moves.
    private func volatility(_ closes: ArraySlice<Double>) -> Double {
        let moves = zip(closes, closes.dropFirst()).map { log($1 / $0) }
        let mean = moves.reduce(0, +) / Double(moves.count)
        return sqrt(moves.map { pow($0 - mean, 2) }.reduce(0, +) / Double(moves.count - 1) * 252)
    }

    @Test func historicalVolatilityIsThatOfTheDailyCloses() throws {
        var bench = Bench()
        let told = bars(bench.send(request()))
        let days = bars(bench.send(request { ($0.reqId, $0.whatToShow, $0.durationStr) = (2, "TRADES", "60 D") }))
        let closes = days.map(\.close)
        #expect(told.count == 10 && told.map(\.date) == days.suffix(10).map(\.date))
        for (index, bar) in told.enumerated() {
            let end = closes.count - 10 + index
            #expect(abs(bar.close - volatility(closes[(end - 30)...end])) < 1e-7, "bar \(index)")
            #expect(abs(bar.open - volatility(closes[(end - 31)..<end])) < 1e-7)
            #expect(bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close))
        }
        #expect(Set(told.map(\.close)).count > 5)
    }

    /// The bar of the present day, and of the present minute, ends at what the generic ticks 104 and 106 say.
    @Test(arguments: [("HISTORICAL_VOLATILITY", "104", 23), ("OPTION_IMPLIED_VOLATILITY", "106", 24)])
    func barsEndAtTheTick(show: String, tick: String, type: Int) throws {
        var bench = Bench()
        _ = bench.wait(milliseconds: 3_600_000)
        var stream = ClientMessage.ReqMktData()
        (stream.reqId, stream.contract, stream.genericTickList) = (9, .aapl, tick)
        let told = bench.send(stream)
        let value = told.compactMap { message -> Double? in
            guard case .tickGeneric(let tick) = message, tick.tickType == type else { return nil }
            return tick.value
        }.first
        for (duration, size) in [("2 D", "1 day"), ("1 D", "1 min")] {
            let bars = bars(
                bench.send(
                    request {
                        ($0.whatToShow, $0.durationStr, $0.barSizeSetting, $0.endDateTime) = (show, duration, size, "")
                    }
                )
            )
            #expect(abs(try #require(bars.last).close - (try #require(value))) < 1e-7)
            #expect(bars.allSatisfy { $0.close > 0.05 && $0.close < 2 })
        }
    }

    @Test func whatHasNoVolatilityHasNoBars() {
        var bench = Bench()
        for contract in [Contract.euro, Self.option] {
            for show in ["HISTORICAL_VOLATILITY", "option_implied_volatility"] {
                #expect(bench.send(request { ($0.contract, $0.whatToShow) = (contract, show) }).codes == [162])
            }
        }
        let kept = request { ($0.keepUpToDate, $0.endDateTime) = (true, "") }
        #expect(bench.send(kept).codes == [321])
        var live = ClientMessage.ReqRealTimeBars()
        (live.reqId, live.contract, live.whatToShow) = (3, .aapl, "HISTORICAL_VOLATILITY")
        #expect(bench.send(live).codes == [420])
    }
}
