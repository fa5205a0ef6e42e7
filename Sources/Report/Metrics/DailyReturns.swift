internal import CivilTime

/// The days of a run: the last value of each day in New York, and what each day brought.
package struct DailyReturns: Hashable, Sendable {
    /// The last point of each day on which there was one.
    package private(set) var closes: [EquityPoint] = []
    /// What each day brought in relation to the day before; the first day in relation to the start.
    package private(set) var returns: [Double] = []
    /// What each day brought to the benchmark; empty without one, else as many as `returns`.
    package private(set) var benchmarkReturns: [Double] = []

    /// The days of a run.
    package init(_ run: RunSnapshot) {
        var day: Int?
        for point in run.equity {
            let date = ZoneRules.newYork.local(Int64(point.time.rounded(.down))).days
            if day == date, !closes.isEmpty { closes.removeLast() }
            day = date
            closes.append(point)
        }
        var before = run.startingEquity
        for close in closes {
            returns.append(before == 0 ? 0 : close.equity / before - 1)
            before = close.equity
        }
        guard var price = run.equity.lazy.compactMap(\.benchmark).first else { return }
        for close in closes {
            let next = close.benchmark ?? price
            benchmarkReturns.append(price == 0 ? 0 : next / price - 1)
            price = next
        }
    }
}
