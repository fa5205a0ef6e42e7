/// Lines of columns, as wide as their widest cell, without the columns for which the board has no room.
struct BoardTable {
    /// The alignment of a column's cells.
    enum Alignment {
        case left, right
    }

    /// A column of the table.
    struct Column {
        /// The title above it.
        let title: String
        /// The alignment of its cells.
        let alignment: Alignment
        /// The order in which columns are left out if the table is too wide, highest first; 0 stays, and is cut.
        let dispensability: Int

        init(_ title: String, _ alignment: Alignment, dispensability: Int = 0) {
            (self.title, self.alignment, self.dispensability) = (title, alignment, dispensability)
        }
    }

    private static let gap = "  "

    private let columns: [Column]
    private var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// The number of rows, without the title line.
    var count: Int { rows.count }

    /// Adds a line; cells without a column are dropped, missing ones are empty.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// Returns the title line and the last `limit` rows, without the column with the title `hidden`.
    func lines(last limit: Int, width: Int, hiding hidden: String? = nil) -> [String] {
        let shown = [columns.map(\.title)] + rows.suffix(max(0, limit))
        let widths = columns.indices.map { column in
            shown.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        let visible = fitting(columns.indices.filter { columns[$0].title != hidden }, widths, width)
        return shown.map { cells in
            let line = visible.map { column in
                let cell = cells.indices.contains(column) ? cells[column] : ""
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return columns[column].alignment == .right ? blanks + cell : cell + blanks
            }.joined(separator: Self.gap)
            return String(line.prefix(width)).trimmingTrailingBlanks
        }
    }

    /// Returns the columns for which there is room, or that must stay.
    private func fitting(_ columns: [Int], _ widths: [Int], _ width: Int) -> [Int] {
        var left = columns
        while left.reduce(-Self.gap.count, { $0 + widths[$1] + Self.gap.count }) > width,
            let least = left.max(by: { self.columns[$0].dispensability < self.columns[$1].dispensability }),
            self.columns[least].dispensability > 0
        {
            left.removeAll { $0 == least }
        }
        return left
    }
}

extension String {
    /// The text without trailing spaces; leading ones align the first column.
    fileprivate var trimmingTrailingBlanks: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
