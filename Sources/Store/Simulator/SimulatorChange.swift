/// One change of a simulator's file.
enum SimulatorChange: Sendable {
    /// Rows in place of those with the same keys.
    case put([String], SimulatorTable)
    case remove([Int], SimulatorTable)
    case removeAll

    func apply(to database: Database) throws(SQLiteError) {
        switch self {
        case .put(let texts, let table):
            let sql = """
                INSERT OR REPLACE INTO \(table.name) (\(table.key), record) VALUES (?1 ->> '$.\(table.key)', ?1)
                """
            for text in texts { try database.run(sql, [.text(text)]) }
        case .remove(let keys, let table):
            let sql = "DELETE FROM \(table.name) WHERE \(table.key) = ?"
            for key in keys { try database.run(sql, [.integer(Int64(key))]) }
        case .removeAll:
            for table in SimulatorTable.all { try database.run("DELETE FROM \(table.name)") }
        }
    }
}
