/// A tab-separated table of `Schema/`: a header line, then one row per line, without quoting.
package struct Table {
    /// A row; its cells are found by the header's names.
    package struct Row {
        let cells: [Substring]
        let columns: [Substring: Int]
        /// The line in the file, from 1.
        package let line: Int

        /// The cell of `column`; empty if the row is shorter.
        ///
        /// - Precondition: The table has the column.
        package subscript(column: String) -> String {
            guard let index = columns[column[...]] else { preconditionFailure("no column \(column)") }
            return index < cells.count ? String(cells[index]) : ""
        }
    }

    /// The file's name, for errors.
    package let name: String
    /// The rows, in file order.
    package let rows: [Row]

    /// Parses `text`.
    ///
    /// - Throws: ``SchemaError`` if there is no header or a row has more cells than the header.
    package init(name: String, text: String) throws(SchemaError) {
        self.name = name
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard let header = lines.first else { throw SchemaError(file: name, line: 1, reason: "no header") }
        var columns: [Substring: Int] = [:]
        for (index, column) in header.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
            columns[column] = index
        }
        var rows: [Row] = []
        for (index, line) in lines.enumerated().dropFirst() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count <= columns.count else {
                throw SchemaError(file: name, line: index + 1, reason: "\(cells.count) cells, \(columns.count) columns")
            }
            rows.append(Row(cells: cells, columns: columns, line: index + 1))
        }
        self.rows = rows
    }
}

/// An error in one of the tables under `Schema/`.
package struct SchemaError: Error, CustomStringConvertible {
    /// The table's file name.
    package let file: String
    /// The line in it, from 1.
    package let line: Int
    /// What is wrong.
    package let reason: String

    /// `file:line: reason`.
    package var description: String { "\(file):\(line): \(reason)" }
}
