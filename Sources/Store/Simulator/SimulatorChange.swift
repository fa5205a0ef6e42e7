/// A change to a simulator's file.
enum SimulatorChange: Sendable {
    /// Inserts rows, replacing those with the same keys.
    case put([String], SimulatorTable)
    /// Removes the rows with these keys from a table with numeric keys.
    case remove([Int], SimulatorTable)
    case removeAll

    func apply(to database: Database) throws(SQLiteError) {
        switch self {
        case .put(let texts, let table):
            let columns = table.keys.joined(separator: ", ")
            let values = table.keys.map { "?1 ->> '$.\($0)'" }.joined(separator: ", ")
            let sql = "INSERT OR REPLACE INTO \(table.name) (\(columns), record) VALUES (\(values), ?1)"
            for text in texts { try database.run(sql, [.text(text)]) }
        case .remove(let keys, let table):
            let sql = "DELETE FROM \(table.name) WHERE \(table.keys.joined()) = ?"
            for key in keys { try database.run(sql, [.integer(Int64(key))]) }
        case .removeAll:
            for table in SimulatorTable.all { try database.run("DELETE FROM \(table.name)") }
        }
    }
}
