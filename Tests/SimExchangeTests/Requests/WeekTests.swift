import TWSWire
import Testing

@testable import SimExchange

/// A simulated week of an instrument: daily bars, minutes, five seconds, live bars and ticks are the same trades.
@Suite struct WeekTests {
    private static let week = ["20260105", "20260106", "20260107", "20260108", "20260109"]

    private static let instruments: [(name: String, contract: Contract, zone: ExchangeZone)] = [
        ("AAPL", .aapl, .newYork), ("MES", .mes, .chicago), ("SPY", .stock("SPY"), .newYork),
        ("177", .stock("177", exchange: "SEHK", currency: "HKD"), .hongKong), ("AAPL 190 C", option, .newYork),
    ]

    private static let option: Contract = {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .option, "SMART", "USD")
        (contract.lastTradeDateOrContractMonth, contract.strike, contract.right) = ("20260220", 190, OptionRight("C"))
        return contract
    }()

    /// One bar, in what bars of other lengths must agree with.
    private struct Sum: Hashable {
        var (open, high, low, close) = (0.0, 0.0, 0.0, 0.0)
        var (volume, count) = (ExactDecimal.zero, 0)

        init?(_ bars: some Sequence<Bar>) {
            // A bar without trades says nothing but the price of the last one before it.
            let bars = bars.filter { $0.barCount > 0 }
            guard let first = bars.first, let last = bars.last else { return nil }
            (open, close) = (first.open, last.close)
            high = bars.map(\.high).max() ?? .nan
            low = bars.map(\.low).min() ?? .nan
            volume = bars.reduce(.zero) { $0 + ($1.volume ?? .zero) }
            count = bars.reduce(0) { $0 + $1.barCount }
        }

        init?(_ ticks: some Sequence<HistoricalTickLast>) {
            let ticks = Array(ticks)
            guard let first = ticks.first, let last = ticks.last else { return nil }
            (open, close) = (first.price, last.price)
            high = ticks.map(\.price).max() ?? .nan
            low = ticks.map(\.price).min() ?? .nan
            volume = ticks.reduce(.zero) { $0 + ($1.size ?? .zero) }
            count = ticks.count
        }
    }

    @Test(arguments: instruments.indices)
    func allAgree(_ index: Int) throws {
        let (name, contract, zone) = Self.instruments[index]
        var bench = Bench(seed: 5)
        _ = bench.wait(until: ExchangeInstant.virtualStart.adding(seconds: 5 * 86_400))
        let week = bars(&bench, contract, "5 D", "1 day", end: "20260110 01:00:00 US/Eastern")
        #expect(week.map(\.date) == Self.week)
        var (trades, checked) = (0, 0)
        for day in week {
            let end = "\(day.date) 23:59:00 \(zone.name)"
            let minutes = bars(&bench, contract, "1 D", "1 min", end: end)
            let fives = bars(&bench, contract, "1 D", "5 secs", end: end)
            #expect(Sum(minutes) == Sum([day]) && Sum(fives) == Sum([day]), "\(name) \(day.date)")
            let parts = Dictionary(grouping: fives) { second($0) / 60 }
            for minute in minutes { #expect(Sum(parts[second(minute) / 60] ?? []) == Sum([minute])) }
            trades += day.barCount
            checked += try checkTicks(&bench, contract, fives)
        }
        #expect(trades > 100 && checked > 10)
        Soak.note("week of \(name): \(trades) trades, \(checked) bars of five seconds by their ticks")
    }

    /// Five-second bars as a live stream of a few minutes are those of the history afterwards.
    @Test func liveBarsAreThoseOfTheHistory() throws {
        var bench = Bench(seed: 5)
        var request = ClientMessage.ReqRealTimeBars()
        (request.reqId, request.contract, request.whatToShow) = (3, .aapl, "TRADES")
        var told = bench.send(request)
        told += bench.wait(milliseconds: 600_000)
        let live = told.compactMap { message -> ServerMessage.RealtimeBar? in
            if case .realtimeBar(let bar) = message { bar } else { nil }
        }
        let past = bars(&bench, .aapl, "600 S", "5 secs", end: "")
        #expect(live.count == 120 && past.count == 120)
        for (bar, other) in zip(live, past) {
            #expect(bar.time == second(other) && bar.open == other.open && bar.close == other.close)
            #expect(bar.high == other.high && bar.low == other.low && bar.volume == other.volume)
            #expect(bar.count == other.barCount)
        }
    }

    /// Compares ticks with the bars of their five seconds: the whole day in a soak, else the first trades of it.
    private func checkTicks(_ bench: inout Bench, _ contract: Contract, _ fives: [Bar]) throws -> Int {
        let requests = Soak.count(.max, else: 2)
        var (checked, asked) = (0, 0)
        var next = try #require(fives.first.map(second))
        let end = try #require(fives.last.map(second)) + 5
        var ticks: [HistoricalTickLast] = []
        while asked < requests, next < end {
            let part = self.ticks(&bench, contract, from: next)
            asked += 1
            guard let last = part.last?.time else { break }
            ticks += part
            next = last + 1
        }
        let byBar = Dictionary(grouping: ticks) { $0.time / 5 }
        for bar in fives where second(bar) + 5 <= next {
            #expect(Sum(byBar[second(bar) / 5] ?? []) == Sum([bar]), "\(bar.date)")
            checked += 1
        }
        return checked
    }

    private func second(_ bar: Bar) -> Int { Int(bar.date) ?? 0 }

    private func bars(
        _ bench: inout Bench,
        _ contract: Contract,
        _ duration: String,
        _ size: String,
        end: String
    ) -> [Bar] {
        var request = ClientMessage.ReqHistoricalData()
        (request.reqId, request.contract, request.durationStr) = (1, contract, duration)
        (request.barSizeSetting, request.whatToShow, request.formatDate) = (size, "TRADES", 2)
        (request.useRTH, request.endDateTime) = (true, end)
        for case .historicalData(let answer) in bench.send(request) { return answer.bars }
        return []
    }

    private func ticks(_ bench: inout Bench, _ contract: Contract, from second: Int) -> [HistoricalTickLast] {
        var request = ClientMessage.ReqHistoricalTicks()
        (request.reqId, request.contract, request.numberOfTicks) = (2, contract, 1000)
        (request.whatToShow, request.useRth) = ("TRADES", true)
        request.startDateTime = ExchangeTime.text(ExchangeInstant(seconds: Int64(second)), in: .newYork)
        for case .historicalTicksLast(let answer) in bench.send(request) { return answer.ticks }
        return []
    }
}
