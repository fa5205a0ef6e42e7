internal import CSQLite
internal import Glibc
internal import Synchronization

/// The file of a simulator's state: SQLite, one table for each kind of row.
///
/// A row is the JSON text of its value, beside its key. Until it is closed, or its process ends, the file is locked for
/// every other process. What ``write(_:)`` has returned from outlives the process, however that ends; a power loss may
/// take the latest writes, but never a part of one.
package final class SimulatorFile: Sendable {
    private let path: String
    /// `nil` once closed.
    private let database: Mutex<Database?>

    /// Opens a file, or makes one; a process does so once at a time for a file, or the lock is lost.
    ///
    /// - Throws: ``StoreError`` with code `inUse`, `foreign`, `tooNew`, `damaged` or `cannotOpen`.
    package init(path: String) throws(StoreError) {
        self.path = path
        try StoreError.naming(path, .cannotOpen) { try Self.check(path) }
        database = Mutex(try Self.open(path))
    }

    /// The rows of a table, by rising key.
    ///
    /// - Throws: ``StoreError`` with code `damaged` for a row that is none of the type.
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

    /// Writes rows, all of them or none.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite` when the rows are not in the file, and what `body` throws with the
    ///   same code.
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

    /// Sixteen hexadecimal digits, made with the file.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func instance() throws(StoreError) -> String {
        try StoreError.naming(path, .damaged) {
            let names = try database.withLock { try Self.open($0).texts("SELECT name FROM instance") }
            guard let name = names.first else { throw SQLiteError(code: SQLITE_CORRUPT, message: "it has no name") }
            return name
        }
    }

    /// Closes the file, so that it alone holds everything; it is not used any more.
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

    /// Throws for a file of something else before anything beside it, or in it, is changed: even a close would move
    /// the log that someone has left into it.
    private static func check(_ path: String) throws {
        var file = stat()
        // SQLite would take a file of one byte for an empty one.
        guard stat(path, &file) == 0, file.st_size > 0 else { return }
        let database = try Database(path: path, .untouched)
        guard try database.applicationID() == SimulatorSchema.applicationID else { throw StoreError.foreign(path) }
    }

    /// Takes the lock, and makes the tables that are missing. What tells the kind of file comes before the log, so that
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
