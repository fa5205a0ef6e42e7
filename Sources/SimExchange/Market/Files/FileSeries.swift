internal import MarketFiles
internal import Synchronization

/// The rows of one instrument's file on its calendar: when each begins and ends, and its prices.
///
/// Rows outside the calendar's hours are left out and counted; daily rows span the day's regular hours.
final class FileSeries: Sendable {
    /// The prices of a row, in the order in which the market reaches them.
    enum Point: Int, Sendable {
        case open, firstExtreme, secondExtreme, close
    }

    let instrument: Instrument
    let length: BarLength
    /// Whether its rows are ticks rather than bars.
    let isOfTicks: Bool
    /// The start of each row, ascending, in nanoseconds since the epoch.
    let starts: [Int64]
    /// The end of each row.
    let ends: [Int64]
    let open: [Double]
    let high: [Double]
    let low: [Double]
    let close: [Double]
    let volume: [Double]
    /// Whether each row lies in regular hours.
    let isRegular: [Bool]
    /// The number of rows outside all hours.
    let leftOut: Int
    /// The row that was found last: a market that moves asks for it again, or for the next one.
    private let found = Atomic(0)

    /// Places a file's rows on an instrument's calendar.
    init(_ series: BarSeries, of instrument: Instrument) {
        self.instrument = instrument
        length = series.length
        isOfTicks = series.length == .tick
        var placing = RowPlacing(series, instrument.calendar)
        placing.run()
        ends = placing.ends
        isRegular = placing.isRegular
        leftOut = series.count - placing.kept.count
        let isWhole = leftOut == 0
        // Only the rows of days begin at another time than in the file.
        starts = isWhole && length != .day ? series.times : placing.starts
        let kept = placing.kept
        func column(_ values: [Double]) -> [Double] { isWhole ? values : kept.map { values[$0] } }
        open = column(series.open)
        high = column(series.high)
        low = column(series.low)
        close = column(series.close)
        volume = column(series.volume)
    }

    /// The number of rows.
    var count: Int { starts.count }

    /// The number of points in a row.
    var pointsPerRow: Int { isOfTicks ? 1 : 4 }

    /// Returns the last row that begins at or before an instant; -1 for none.
    func row(at time: Int64) -> Int {
        let found = found.load(ordering: .relaxed)
        for row in found..<min(found + 2, starts.count) where starts[row] <= time {
            guard row + 1 == starts.count || starts[row + 1] > time else { continue }
            self.found.store(row, ordering: .relaxed)
            return row
        }
        let row = search(for: time)
        self.found.store(max(0, row), ordering: .relaxed)
        return row
    }

    private func search(for time: Int64) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }

    /// Returns the first row that begins at or after an instant.
    func firstRow(from time: Int64) -> Int { row(at: time == .min ? time : time - 1) + 1 }

    /// Returns when the market reaches a point: the points of a bar are its start, its first and second quarter, and
    /// its last instant.
    func time(ofPoint point: Int) -> Int64 {
        guard !isOfTicks else { return starts[point] }
        let (row, place) = (point >> 2, point & 3)
        let (start, end) = (starts[row], ends[row])
        switch place {
        case 0: return start
        case 1: return start + (end - start) / 4
        case 2: return start + (end - start) / 2
        default: return end - 1
        }
    }

    /// Returns the last point at or before an instant; -1 for none.
    func point(at time: Int64) -> Int {
        let row = row(at: time)
        guard !isOfTicks, row >= 0 else { return row }
        var point = row * 4 + 3
        while self.time(ofPoint: point) > time { point -= 1 }
        return point
    }

    /// The number of points.
    var points: Int { count * pointsPerRow }

    /// Whether the lower extreme of a row is nearer to its first price, so that it comes first by default.
    func isLowNearer(_ row: Int) -> Bool { open[row] - low[row] <= high[row] - open[row] }

    /// Returns the price at a point.
    func price(ofPoint point: Int, isLowFirst: Bool) -> Double {
        guard !isOfTicks else { return close[point] }
        let row = point >> 2
        switch point & 3 {
        case 0: return open[row]
        case 1: return isLowFirst ? low[row] : high[row]
        case 2: return isLowFirst ? high[row] : low[row]
        default: return close[row]
        }
    }

    /// Returns the units that orders find at each point: a quarter of a bar's, at least one; unlimited if the file has
    /// no volume.
    func depth(ofPoint point: Int) -> Int64 {
        let row = isOfTicks ? point : point >> 2
        guard volume[row] > 0 else { return 1_000_000_000_000 }
        return max(1, Int64(min(volume[row], 1e15) / Double(pointsPerRow)))
    }

    /// Returns the units that clients see at a point: a tick's own, or for a bar those of the bar before, since its own
    /// volume is not known yet.
    func size(ofPoint point: Int) -> Int64 {
        guard !isOfTicks else { return Int64(min(volume[point], 1e15)) }
        let row = point >> 2
        guard row > 0, volume[row - 1] > 0 else { return 100 }
        return max(1, Int64(min(volume[row - 1], 1e15) / 4))
    }
}

/// Determines the start and the end of a file's rows, and which of them lie in an exchange's hours.
private struct RowPlacing {
    let series: BarSeries
    let calendar: TradingCalendar
    var starts: [Int64] = []
    var ends: [Int64] = []
    var isRegular: [Bool] = []
    var kept: [Int] = []
    private var day: CivilDate?
    private var all: [Range<Int64>] = []
    private var regular: [Range<Int64>] = []

    init(_ series: BarSeries, _ calendar: TradingCalendar) {
        self.series = series
        self.calendar = calendar
        starts.reserveCapacity(series.count)
        ends.reserveCapacity(series.count)
        isRegular.reserveCapacity(series.count)
        kept.reserveCapacity(series.count)
    }

    mutating func run() {
        switch series.length {
        case .day: for row in 0..<series.count { placeDay(row) }
        case .seconds(let seconds): for row in 0..<series.count { place(row, Int64(seconds) * 1_000_000_000) }
        case .tick: for row in 0..<series.count { place(row, 0) }
        }
    }

    private mutating func placeDay(_ row: Int) {
        let date = CivilDate(daysSinceEpoch: Int(series.times[row] / 86_400_000_000_000))
        let sessions = calendar.sessions(on: date, regularOnly: true)
        guard let first = sessions.first, let last = sessions.last else { return }
        add(row, first.lowerBound.nanoseconds, last.upperBound.nanoseconds, true)
    }

    private mutating func place(_ row: Int, _ length: Int64) {
        let start = series.times[row]
        if !all.contains(where: { $0.contains(start) }) { look(at: start) }
        guard let session = all.first(where: { $0.contains(start) }) else { return }
        let inner = regular.first { $0.contains(start) }
        add(row, start, min(start + length, (inner ?? session).upperBound), inner != nil)
    }

    /// Finds the sessions of the trading day around an instant.
    private mutating func look(at start: Int64) {
        let date = calendar.zone.local(ExchangeInstant(nanoseconds: start)).date
        guard day != date else { return }
        day = date
        func ranges(_ isRegular: Bool) -> [Range<Int64>] {
            [date, date.adding(days: 1)].flatMap { calendar.sessions(on: $0, regularOnly: isRegular) }.map {
                $0.lowerBound.nanoseconds..<$0.upperBound.nanoseconds
            }
        }
        (all, regular) = (ranges(false), ranges(true))
    }

    private mutating func add(_ row: Int, _ start: Int64, _ end: Int64, _ isRegular: Bool) {
        kept.append(row)
        starts.append(start)
        ends.append(end)
        self.isRegular.append(isRegular)
    }
}
