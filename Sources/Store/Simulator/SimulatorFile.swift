internal import CSQLite
internal import Glibc
internal import Synchronization

/// The file of a simulator's state: an SQLite database with one table per kind of row.
///
/// A row is the JSON text of its value, next to its key. The file is locked for every other process until it is closed
/// or its process ends. Once ``write(_:)`` has returned, its rows survive the process, however that ends; a power loss
/// may take the latest writes, but never a part of one.
package final class SimulatorFile: Sendable {
    private let path: String
    /// `nil` once closed.
    private let database: Mutex<Database?>

    /// Opens a file, or creates one. A process must open a file only once at a time, or the lock is lost.
    ///
    /// - Throws: ``StoreError`` with code `inUse`, `foreign`, `tooNew`, `damaged` or `cannotOpen`.
    package init(path: String) throws(StoreError) {
        self.path = path
        try StoreError.naming(path, .cannotOpen) { try Self.check(path) }
        database = Mutex(try Self.open(path))
    }

    /// Returns the rows of a table, by ascending key.
    ///
    /// - Throws: ``StoreError`` with code `damaged` if a row is not of this type.
    package func read<Record: Decodable>(_ type: Record.Type, from table: SimulatorTable) throws(StoreError) -> [Record]
    {
        try StoreError.naming(path, .damaged) {
            let order = table.keys.joined(separator: ", ")
            let texts = try database.withLock { database in
                try Self.open(database).texts("SELECT record FROM \(table.name) ORDER BY \(order)")
            }
            return try RecordText.decode(type, from: texts)
        }
    }

    /// Writes rows, all or none.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite` if the rows are not in the file; an error thrown in `body` gets
    ///   the same code.
    package func write(_ body: (SimulatorTransaction) throws -> Void) throws(StoreError) {
        try StoreError.naming(path, .cannotWrite) {
            let transaction = SimulatorTransaction()
            try body(transaction)
            let changes = transaction.changes
            try database.withLock { database in
                let database = try Self.open(database)
                try database.transaction {
                    for change in changes { try change.apply(to: database) }
                }
            }
        }
    }

    /// Returns sixteen hexadecimal digits that were created with the file.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func instance() throws(StoreError) -> String {
        try StoreError.naming(path, .damaged) {
            let names = try database.withLock { try Self.open($0).texts("SELECT name FROM instance") }
            guard let name = names.first else { throw SQLiteError(code: SQLITE_CORRUPT, message: "it has no name") }
            return name
        }
    }

    /// Closes the file so that it alone contains everything; it cannot be used any more.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite`.
    package func close() throws(StoreError) {
        try StoreError.naming(path, .cannotWrite) {
            try database.withLock { database in
                defer { database = nil }
                try database?.emptyLog()
            }
        }
    }

    private static func open(_ database: Database?) throws(SQLiteError) -> Database {
        guard let database else { throw SQLiteError(code: SQLITE_MISUSE, message: "it was closed") }
        return database
    }

    /// Throws for a file of another kind before anything in it or beside it is changed: even closing it would move a
    /// log that somebody has left into it.
    private static func check(_ path: String) throws {
        var file = stat()
        // SQLite would take a one-byte file for an empty one.
        guard stat(path, &file) == 0, file.st_size > 0 else { return }
        let database = try Database(path: path, .untouched)
        guard try database.applicationID() == SimulatorSchema.applicationID else { throw StoreError.foreign(path) }
    }

    /// Takes the lock and creates missing tables. The mark of the file kind is written before the log is used, so that
    /// it is in the file itself.
    private static func open(_ path: String) throws(StoreError) -> Database {
        try StoreError.naming(path, .cannotOpen) {
            let database = try Database(path: path, .exclusive)
            try database.transaction { try SimulatorSchema.bringUp(database, path) }
            try database.useLog()
            return database
        }
    }
}
