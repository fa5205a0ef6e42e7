internal import GRDB

/// The file of a simulator's state: SQLite, one table for each kind of row.
///
/// The columns of a row are the coding keys of its type. Until it is closed, or its process ends, the file is locked for
/// every other process. What ``write(_:)`` has returned from outlives the process, however that ends; a power loss may
/// take the latest writes, but never a part of one.
public final class SimulatorFile: Sendable {
    private let path: String
    private let queue: DatabaseQueue

    /// Opens a file, or makes one.
    ///
    /// - Throws: ``StoreError`` with code `inUse`, `foreign`, `tooNew`, `damaged` or `cannotOpen`.
    public init(path: String) throws(StoreError) {
        self.path = path
        queue = try StoreError.naming(path, .cannotOpen) {
            var configuration = Configuration()
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                try Self.check(database, path)
                try Self.lock(database)
            }
            try SimulatorSchema.migrator.migrate(queue)
            return queue
        }
    }

    /// The rows of a table, by rising key.
    ///
    /// - Throws: ``StoreError`` with code `damaged` for a row that is none of the type.
    public func read<Record: Decodable>(_ type: Record.Type, from table: SimulatorTable) throws(StoreError) -> [Record]
    {
        try StoreError.naming(path, .damaged) {
            try queue.read { database in
                let sql = "SELECT * FROM \(table.name) ORDER BY \(table.key)"
                return try StoredRow<Record>.fetchAll(database, sql: sql).map(\.record)
            }
        }
    }

    /// Writes rows, all of them or none.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite` when the rows are not in the file, and what `body` throws with the
    ///   same code.
    public func write(_ body: (SimulatorTransaction) throws -> Void) throws(StoreError) {
        try StoreError.naming(path, .cannotWrite) {
            try queue.write { database in try body(SimulatorTransaction(database)) }
        }
    }

    /// Closes the file, so that it alone holds everything; it is not used any more.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite`.
    public func close() throws(StoreError) {
        try StoreError.naming(path, .cannotWrite) { try queue.close() }
    }

    /// Throws for a database of something else, and for one of a later version, before anything in it is changed.
    private static func check(_ database: Database, _ path: String) throws {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard application == SimulatorSchema.applicationID || (application == 0 && isEmpty) else {
            throw StoreError.foreign(path)
        }
        guard try !SimulatorSchema.migrator.hasBeenSuperseded(database) else {
            throw StoreError(
                .tooNew,
                "\(path) was written by a later version of ibscript",
                remedy: "use that version, or another file"
            )
        }
    }

    /// Takes the lock, and sets the journal that outlives the process without a wait for the disk. The mark of the kind
    /// of file comes before all tables: a process that is killed between the two leaves a file that is ours.
    private static func lock(_ database: Database) throws {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
            throw DatabaseError(message: "its folder allows no write-ahead log (journal mode \(mode ?? "none"))")
        }
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        try database.inTransaction(.exclusive) {
            try database.execute(sql: "PRAGMA application_id = \(SimulatorSchema.applicationID)")
            return .commit
        }
    }
}
