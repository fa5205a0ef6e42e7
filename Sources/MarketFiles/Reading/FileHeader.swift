internal import Notation

/// The header row of a file: the position of each column.
struct FileHeader: Hashable, Sendable {
    /// The separator of the fields.
    let separator: UInt8
    /// The column of each field.
    let columns: [Column]
    /// Whether rows are trades instead of bars.
    let isTicks: Bool

    /// Reads the header row.
    init(_ line: String, file: String) throws(MarketFileError) {
        let separator: Character = [",", ";", "\t"].first { line.contains($0) } ?? ","
        let names = line.split(separator: separator, omittingEmptySubsequences: false).map {
            String($0.filter { $0 != "\"" && $0 != "\u{feff}" })
        }
        var columns = names.map { Column($0) }
        // A file with a time but no date uses the time column for the whole moment.
        if !columns.contains(.time), let place = columns.firstIndex(of: .clock) { columns[place] = .time }
        // The index of a data frame, if it is the time, has no name.
        if !columns.contains(.time), names.first?.isEmpty == true { columns[0] = .time }
        if columns.contains(.open), !columns.contains(.close) {
            columns = columns.map { $0 == .price ? .close : $0 }
        }
        // The price of a tick may be called last.
        let isTicks = !columns.contains(.open)
        if isTicks, !columns.contains(.price) { columns = columns.map { $0 == .close ? .price : $0 } }
        if isTicks { columns = columns.map { $0 == .volume && !columns.contains(.size) ? .size : $0 } }
        self.separator = separator.asciiValue ?? UInt8(ascii: ",")
        self.columns = columns
        self.isTicks = isTicks
        try check(names, file)
    }

    private func check(_ names: [String], _ file: String) throws(MarketFileError) {
        let shown = QuotedText.of(names.joined(separator: ","))
        let needed: [(Column, String)] =
            isTicks
            ? [(.time, "date"), (.price, "price")]
            : [(.time, "date"), (.open, "open"), (.high, "high"), (.low, "low"), (.close, "close")]
        for (column, name) in needed where !columns.contains(column) {
            let hint =
                isTicks && column == .price
                ? "a file of bars has open, high, low and close, one of ticks price and size"
                : "the first line names the columns"
            throw MarketFileError(file: file, line: 1, reason: "there is no column \(name) in \(shown); \(hint)")
        }
        for (column, name) in needed where columns.count(where: { $0 == column }) > 1 {
            throw MarketFileError(file: file, line: 1, reason: "several columns of \(shown) mean \(name)")
        }
    }
}
