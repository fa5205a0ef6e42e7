/// Lines of columns, as wide as their widest cell, cut at the width of the board.
struct BoardTable {
    /// How a column's cells stand.
    enum Alignment {
        case left, right
    }

    private let columns: [(title: String, alignment: Alignment)]
    private var rows: [[String]] = []

    init(_ columns: [(title: String, alignment: Alignment)]) { self.columns = columns }

    /// Adds a line; cells without a column are dropped, missing ones are empty.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The title line and the last `limit` rows, without the column that has the title `hidden`.
    func lines(last limit: Int, width: Int, hiding hidden: String? = nil) -> [String] {
        let shown = [columns.map(\.title)] + rows.suffix(max(0, limit))
        let visible = columns.indices.filter { columns[$0].title != hidden }
        let widths = columns.indices.map { column in
            shown.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return shown.map { cells in
            let line = visible.map { column in
                let cell = cells.indices.contains(column) ? cells[column] : ""
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return columns[column].alignment == .right ? blanks + cell : cell + blanks
            }.joined(separator: "  ")
            return String(line.prefix(width)).trimmingBlanks
        }
    }
}

extension String {
    /// Without blanks at the end.
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
