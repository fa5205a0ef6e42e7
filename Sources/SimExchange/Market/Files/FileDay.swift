/// What the rows of a file's trading day come to so far.
///
/// Orders of a script without a quote start to follow an instrument many times a day, each time with the volume and the range
/// of the day.
struct FileDay: Sendable {
    /// The day's first instant, up to that of the next one.
    private let span: Range<Int64>
    /// The rows of the day that have been added up.
    private var rows: Range<Int>
    private var sum: FileBars.Sum?

    /// The day that contains an instant.
    init(_ series: FileSeries, at time: Int64) {
        let calendar = series.instrument.calendar
        let day = calendar.tradingDay(atOrBefore: ExchangeInstant(nanoseconds: time))
        let begin = calendar.sessions(on: day, regularOnly: false).first?.lowerBound.nanoseconds ?? time
        let next = calendar.sessions(on: calendar.tradingDay(after: day), regularOnly: false).first?.lowerBound
        span = begin..<max(begin, next?.nanoseconds ?? begin)
        let first = series.firstRow(from: begin)
        rows = first..<first
    }

    /// Whether an instant belongs to the day.
    func contains(_ time: Int64) -> Bool { span.contains(time) }

    /// The day's first instant.
    var begin: Int64 { span.lowerBound }

    /// The day's first row, or the one that would be.
    var firstRow: Int { rows.lowerBound }

    /// Adds the rows before another one.
    mutating func add(_ series: FileSeries, before row: Int) {
        guard row > rows.upperBound else { return }
        FileBars(series).join(rows.upperBound..<row, to: &sum)
        rows = rows.lowerBound..<row
    }

    /// Returns the sum of the day's rows before another one; `nil` if other rows have been added up.
    func sum(before row: Int) -> FileBars.Sum?? { row == rows.upperBound ? .some(sum) : .none }
}
