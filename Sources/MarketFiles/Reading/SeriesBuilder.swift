internal import Notation

/// Collects the rows of one symbol and detects their length and direction.
struct SeriesBuilder: Sendable {
    /// One row of a file.
    struct Row: Sendable {
        var (open, high, low, close) = (Double.nan, Double.nan, Double.nan, Double.nan)
        var volume = 0.0
    }

    private(set) var series: BarSeries
    /// Whether every time so far is midnight on the file's clock: rows count as days until one is not.
    private var isDays: Bool
    /// While rows count as days, how far each row's clock is ahead of UTC.
    private var offsets: [Int64] = []
    private var isFalling = false
    private var shortest = Int64.max

    init(symbol: String, isTicks: Bool) {
        series = BarSeries(symbol: symbol, length: isTicks ? .tick : .day)
        isDays = !isTicks
    }

    /// Takes a row; returns what is wrong with its time, or `nil`.
    mutating func add(_ time: TimeReader.Reading, _ row: Row) -> String? {
        if isDays, time.written % 86_400_000_000_000 != 0 { leaveDays() }
        let moment = isDays ? time.written : time.written - time.offset * 1_000_000_000
        if let last = series.times.last {
            if series.count == 1, moment < last { isFalling = true }
            let gap = isFalling ? last - moment : moment - last
            let isTick = series.length == .tick
            guard gap > 0 || isTick && gap == 0 else {
                return gap == 0 ? "its time is that of the line before" : "its time is before that of the line before"
            }
            shortest = min(shortest, gap)
        }
        series.times.append(moment)
        if isDays { offsets.append(time.offset) }
        series.open.append(row.open)
        series.high.append(row.high)
        series.low.append(row.low)
        series.close.append(row.close)
        series.volume.append(row.volume)
        return nil
    }

    /// Returns the series after the last row.
    ///
    /// - Parameter length: The length of a row; `nil` for the shortest interval between two rows.
    mutating func finish(_ length: BarLength?, file: String) throws(MarketFileError) -> BarSeries {
        if isFalling { series.reverse() }
        guard series.length != .tick, !isDays else { return series }
        if let length {
            series.length = length
            return series
        }
        let seconds = Int(shortest / 1_000_000_000)
        // In a series with gaps, the shortest interval may be a multiple of the length, never less.
        guard series.count > 1, BarLength.known.contains(seconds) else {
            let found =
                series.count > 1
                ? "its bars of \(series.symbol) are \(SpanText.of(seconds: Double(shortest) / 1e9)) apart or more"
                : "it has one bar of \(series.symbol)"
            throw MarketFileError(
                file: file,
                reason: "\(found), which does not tell their length; say it with --bars, as in --bars \"1 day\""
            )
        }
        series.length = .seconds(seconds)
        return series
    }

    /// Handles the first time of day: what looked like days are bars that began at midnight.
    private mutating func leaveDays() {
        isDays = false
        for (place, offset) in offsets.enumerated() { series.times[place] -= offset * 1_000_000_000 }
        offsets = []
    }
}
