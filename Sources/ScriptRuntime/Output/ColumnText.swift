/// Words in columns, as wide as a terminal.
enum ColumnText {
    /// The largest number of words shown.
    static let most = 120

    /// Returns the words, line by line; the last line says how many are left out.
    static func lines(_ words: [String], width: Int) -> [String] {
        let shown = words.prefix(most)
        let cell = (shown.map(\.count).max() ?? 0) + 2
        let columns = max(1, width / cell)
        var lines = stride(from: 0, to: shown.count, by: columns).map { start in
            shown[start..<min(start + columns, shown.count)].map { $0.padded(to: cell) }.joined()
        }
        if words.count > most { lines.append("and \(words.count - most) more") }
        return lines
    }
}

extension String {
    /// Returns the text padded with blanks to the width of a column; a longer text is unchanged.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
