internal import CSQLite

/// A connection to a database, for one thread at a time; closed when it is released.
final class Database {
    /// How the file is accessed.
    enum Access {
        /// Creates a missing file, and locks it for everybody else from the first transaction on.
        case exclusive
        /// Creates a missing file; others may read it, and write in between.
        case shared
        /// Reads the file as others leave it; nothing is written.
        case reading
        /// Reads only the file itself, without its log and without a lock: nothing at all is written. As with any
        /// descriptor of the file, closing it gives up the locks that the same process holds on it.
        case untouched
    }

    /// How long to wait for another process's transaction, in milliseconds.
    static let patience: Int32 = 5_000

    private let handle: OpaquePointer
    /// Compiled statements, by their text.
    private var statements: [String: Statement] = [:]

    init(path: String, _ access: Access) throws(SQLiteError) {
        // A name like `:memory:` is also the name of a file.
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

    /// Returns SQLite's application id of the file kind; 0 for none.
    func applicationID() throws(SQLiteError) -> Int64 { try integer("PRAGMA application_id") }

    /// Returns the version of the tables; 0 for none.
    func version() throws(SQLiteError) -> Int64 { try integer("PRAGMA user_version") }

    /// Whether the schema contains anything, such as a table.
    func hasTables() throws(SQLiteError) -> Bool { try integer("SELECT count(*) FROM sqlite_schema") > 0 }

    /// Runs statements that return no rows.
    func execute(_ sql: String) throws(SQLiteError) {
        let result = sqlite3_exec(handle, sql, nil, nil, nil)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: handle) }
    }

    /// Runs one statement and keeps it compiled.
    func run(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
        try statement(sql).run(values)
    }

    /// Returns the texts in the first column of a statement's rows.
    func texts(_ sql: String) throws(SQLiteError) -> [String] {
        var texts: [String] = []
        try statement(sql).run { row in texts.append(row.text(at: 0)) }
        return texts
    }

    /// Runs the body in a transaction: all or nothing.
    func transaction(_ body: () throws -> Void) throws {
        try execute("BEGIN EXCLUSIVE")
        do {
            try body()
            try execute("COMMIT")
        } catch {
            // Some errors have already ended the transaction; report the first error.
            if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Keeps commits in a log from now on, so that they survive the process without waiting for the disk.
    func useLog() throws(SQLiteError) {
        let mode = try texts("PRAGMA journal_mode = WAL").first ?? "none"
        guard mode == "wal" else {
            throw SQLiteError(
                code: SQLITE_ERROR,
                message: "its folder allows no write-ahead log (journal mode \(mode))"
            )
        }
    }

    /// Writes the log's header if it is missing, with a commit that changes nothing: SQLite waits for the disk when it
    /// writes the header, and the next commit must not wait.
    func beginLog() throws(SQLiteError) {
        try execute("PRAGMA user_version = \(try version())")
    }

    /// Moves the log into the file, and waits for the disk.
    func emptyLog() throws(SQLiteError) {
        let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: handle) }
    }

    /// Moves what no reader needs any more from the log into the file, and waits for the disk; writers continue
    /// meanwhile.
    func shortenLog() throws(SQLiteError) {
        let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard result == SQLITE_OK || result & 0xFF == SQLITE_BUSY else { throw SQLiteError(result, of: handle) }
    }

    /// Compiles a separate statement, for one that runs often.
    func prepare(_ sql: String) throws(SQLiteError) -> Statement { try Statement(sql, on: handle) }

    /// Returns the rows of a statement, each converted by `row`.
    func rows<Row>(
        _ sql: String,
        with values: [SQLiteValue] = [],
        _ row: (Statement) -> Row
    ) throws(SQLiteError) -> [Row] {
        var rows: [Row] = []
        try statement(sql).run(values) { rows.append(row($0)) }
        return rows
    }

    /// The number of the last inserted row.
    var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Returns the single integer of a statement; 0 if it returns no rows.
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

    /// Returns a path as a URI, in which `?` and `#` would otherwise end the path.
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
