internal import GRDB

/// Rows on their way into a simulator's file.
public struct SimulatorTransaction {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// Writes rows, in place of those with the same keys.
    public func put(_ records: [some Encodable], in table: SimulatorTable) throws {
        for record in records {
            let columns = try StoredColumns(record: record).databaseDictionary.sorted { $0.key < $1.key }
            let names = columns.map { "\"\($0.key)\"" }.joined(separator: ", ")
            let marks = columns.map { _ in "?" }.joined(separator: ", ")
            let sql = "INSERT OR REPLACE INTO \(table.name) (\(names)) VALUES (\(marks))"
            try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(columns.map(\.value)))
        }
    }

    /// Takes rows away; a key without a row is ignored.
    public func remove(_ keys: [Int], from table: SimulatorTable) throws {
        for key in keys {
            let sql = "DELETE FROM \(table.name) WHERE \(table.key) = ?"
            try database.cachedStatement(sql: sql).execute(arguments: [key])
        }
    }

    /// Takes all rows of all tables away.
    public func removeAll() throws {
        for table in SimulatorTable.all { try database.execute(sql: "DELETE FROM \(table.name)") }
    }
}
