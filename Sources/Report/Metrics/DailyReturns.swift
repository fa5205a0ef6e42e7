internal import CivilTime

/// The days of a run: the last value of each day in New York, and each day's return.
package struct DailyReturns: Hashable, Sendable {
    /// The last point of each day that has one.
    package private(set) var closes: [EquityPoint] = []
    /// The return of each day relative to the previous day; for the first day, relative to the start.
    package private(set) var returns: [Double] = []
    /// The benchmark's return of each day; empty without one, otherwise as many as `returns`.
    package private(set) var benchmarkReturns: [Double] = []

    /// Computes the days of a run.
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
