internal import LuaBridge
internal import Trading

/// `screen{{"symbol", "bid"}, {"AAPL", 190.12}}`: a table that is redrawn in place on a terminal.
enum ScreenFunction {
    static let entries = [HostEntry("screen", call)]

    /// The largest table, and the longest cell in characters.
    private static let (mostRows, mostColumns, longestCell) = (200, 40, 60)

    private static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let given: [LuaValue]
        switch try frame.value(1) {
        case .array(let rows) where rows.count <= mostRows: given = rows
        // A list without rows.
        case .table(let entries) where entries.isEmpty: given = []
        default:
            throw LuaRaise(
                message: "screen: expected a list of at most \(mostRows) rows",
                remedy: "screen{{\"symbol\", \"bid\"}, {\"AAPL\", q.bid}}"
            )
        }
        var rows: [[Cell]] = []
        for (number, row) in given.enumerated() { rows.append(try cells(of: row, number + 1)) }
        let lines = table(rows)
        frame.charge(lines.reduce(0) { $0 + $1.utf8.count } / 16)
        session.emit(.output(.screen(lines)))
        return .returned
    }

    /// The contents of one cell of the table.
    private struct Cell {
        let text: String
        let isNumber: Bool
    }

    private static func cells(of row: LuaValue, _ number: Int) throws(LuaRaise) -> [Cell] {
        switch row {
        case .array(let values) where values.count <= mostColumns: return values.map(cell)
        // A list with holes arrives as a table with numeric keys.
        case .table(let entries) where entries.allSatisfy({ 1...mostColumns ~= Int($0.key) ?? 0 }):
            var cells = [Cell](
                repeating: cell(.nil),
                count: entries.compactMap { Int($0.key) }.max() ?? 0
            )
            for (key, value) in entries { if let place = Int(key) { cells[place - 1] = cell(value) } }
            return cells
        case .string, .integer, .number, .bool: return [cell(row)]
        default:
            throw LuaRaise(
                message:
                    "screen: row \(number): expected a list of at most \(mostColumns) values, got \(row.kind)"
            )
        }
    }

    private static func cell(_ value: LuaValue) -> Cell {
        switch value {
        case .nil: return Cell(text: "-", isNumber: true)
        case .number(let number):
            return Cell(text: AmountText.amount(number), isNumber: true)
        case .integer(let number): return Cell(text: "\(number)", isNumber: true)
        default:
            let text = RecordText.text(value) ?? "?"
            return Cell(text: ShownText.cut(text, longest: longestCell), isNumber: false)
        }
    }

    /// Lays out columns as wide as their longest cell, with numbers aligned right.
    private static func table(_ rows: [[Cell]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.filter { $0.count > 1 }.map { $0.indices.contains(column) ? $0[column].text.count : 0 }.max() ?? 0
        }
        // The headings of numeric columns are aligned right, too.
        let areNumbers = (0..<columns).map { column in
            rows.dropFirst().contains { $0.indices.contains(column) && $0[column].isNumber }
        }
        return rows.map { row in
            guard row.count > 1 else { return row.first?.text ?? "" }
            let cells = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: max(0, widths[column] - cell.text.count))
                return cell.isNumber || areNumbers[column] ? blanks + cell.text : cell.text + blanks
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
