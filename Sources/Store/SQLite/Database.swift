internal import CSQLite

/// A connection to a database; for one thread at a time. It is closed when it is let go of.
final class Database {
    /// What is done to the file.
    enum Access {
        /// The file is made if it is missing, and locked for everybody else from the first transaction on.
        case exclusive
        /// The file is made if it is missing; others may read it, and write in between.
        case shared
        /// The file is read as others leave it; nothing is written.
        case reading
        /// The file alone is read, without its log, and without a lock: nothing at all is written. As with any other
        /// descriptor of the file, its close gives up the locks that the same process has on it.
        case untouched
    }

    /// How long another process's transaction is waited for, in milliseconds.
    static let patience: Int32 = 5_000

    private let handle: OpaquePointer
    /// Those that were compiled, by their text.
    private var statements: [String: Statement] = [:]

    init(path: String, _ access: Access) throws(SQLiteError) {
        // A name like `:memory:` is that of a file, too.
        let path = path.hasPrefix("/") ? path : "./" + path
        var handle: OpaquePointer?
        let result =
            switch access {
            case .exclusive, .shared:
                sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
            case .reading:
                sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
            case .untouched:
                sqlite3_open_v2(
                    "\(Self.address(path))?immutable=1",
                    &handle,
                    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                    nil
                )
            }
        guard result == SQLITE_OK, let handle else {
            let error = SQLiteError(result, of: handle)
            sqlite3_close_v2(handle)
            throw error
        }
        self.handle = handle
        sqlite3_busy_timeout(handle, access == .exclusive ? 0 : Self.patience)
        guard access == .exclusive else { return }
        try execute("PRAGMA locking_mode = EXCLUSIVE")
        try execute("PRAGMA synchronous = NORMAL")
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// SQLite's mark of the kind of file; 0 for none.
    func applicationID() throws(SQLiteError) -> Int64 { try integer("PRAGMA application_id") }

    /// The version of the tables; 0 for none.
    func version() throws(SQLiteError) -> Int64 { try integer("PRAGMA user_version") }

    /// Whether there is any table, or whatever else has a name.
    func hasTables() throws(SQLiteError) -> Bool { try integer("SELECT count(*) FROM sqlite_schema") > 0 }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws(SQLiteError) {
        let result = sqlite3_exec(handle, sql, nil, nil, nil)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: handle) }
    }

    /// Runs one statement, which is kept compiled.
    func run(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
        try statement(sql).run(values)
    }

    /// The texts in the first column of a statement's rows.
    func texts(_ sql: String) throws(SQLiteError) -> [String] {
        var texts: [String] = []
        try statement(sql).run { row in texts.append(row.text(at: 0)) }
        return texts
    }

    /// Does all of something or nothing.
    func transaction(_ body: () throws -> Void) throws {
        try execute("BEGIN EXCLUSIVE")
        do {
            try body()
            try execute("COMMIT")
        } catch {
            // Some errors have ended the transaction already; the first error is the one to be told.
            if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Keeps commits in a log from now on: they outlive the process without a wait for the disk.
    func useLog() throws(SQLiteError) {
        let mode = try texts("PRAGMA journal_mode = WAL").first ?? "none"
        guard mode == "wal" else {
            throw SQLiteError(
                code: SQLITE_ERROR,
                message: "its folder allows no write-ahead log (journal mode \(mode))"
            )
        }
    }

    /// Writes the log's head if that is missing, by a commit that changes nothing: SQLite waits for the disk at the head of
    /// a log, and whoever commits next must not.
    func beginLog() throws(SQLiteError) {
        try execute("PRAGMA user_version = \(try version())")
    }

    /// Moves what is in the log into the file, and waits for the disk.
    func emptyLog() throws(SQLiteError) {
        let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: handle) }
    }

    /// Moves what nobody reads any more from the log into the file, and waits for the disk; writers go on meanwhile.
    func shortenLog() throws(SQLiteError) {
        let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard result == SQLITE_OK || result & 0xFF == SQLITE_BUSY else { throw SQLiteError(result, of: handle) }
    }

    /// A statement of its own, for one that is run often.
    func prepare(_ sql: String) throws(SQLiteError) -> Statement { try Statement(sql, on: handle) }

    /// The rows of a statement, each made by `row`.
    func rows<Row>(
        _ sql: String,
        with values: [SQLiteValue] = [],
        _ row: (Statement) -> Row
    ) throws(SQLiteError) -> [Row] {
        var rows: [Row] = []
        try statement(sql).run(values) { rows.append(row($0)) }
        return rows
    }

    /// The number of the row that was inserted last.
    var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The one integer of a statement; 0 without rows.
    func integer(_ sql: String) throws(SQLiteError) -> Int64 {
        var integer: Int64 = 0
        try Statement(sql, on: handle).run { row in integer = row.integer(at: 0) }
        return integer
    }

    private func statement(_ sql: String) throws(SQLiteError) -> Statement {
        if let statement = statements[sql] { return statement }
        let statement = try Statement(sql, on: handle)
        statements[sql] = statement
        return statement
    }

    /// A path as an address, in which `?` and `#` would end the path.
    private static func address(_ path: String) -> String {
        let escaped = path.utf8.reduce(into: [UInt8]()) { bytes, byte in
            switch byte {
            case UInt8(ascii: "%"): bytes += "%25".utf8
            case UInt8(ascii: "?"): bytes += "%3F".utf8
            case UInt8(ascii: "#"): bytes += "%23".utf8
            default: bytes.append(byte)
            }
        }
        return (path.hasPrefix("/") ? "file://" : "file:") + String(decoding: escaped, as: UTF8.self)
    }
}
