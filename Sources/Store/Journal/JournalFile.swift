internal import CSQLite
internal import Glibc
internal import Synchronization
package import Trading

/// The journal of an account: an SQLite database of append-only events, with lists derived from them.
///
/// Once ``commit(_:states:at:)`` has returned, its records survive the process, however that ends. A power loss may
/// take the last 10 ms with ``Durability/soon``, and nothing with ``Durability/each``; what is left is always a prefix.
package final class JournalFile: Sendable {
    /// What a commit survives.
    package enum Durability: Sendable, Hashable {
        /// The end of the process: for a simulator in the same process.
        case process
        /// The end of the process; after 10 ms, a power loss too.
        case soon
        /// A power loss: each commit waits for the disk.
        case each
    }

    /// An open database; `writer` is `nil` if it is open for reading only.
    struct Connection {
        let database: Database
        let writer: JournalWriter?
    }

    /// The path of the file.
    package let path: String
    /// Whether it can only be read: it was opened for reading, or a later version has written it.
    package let isReadOnly: Bool
    private let durability: Durability
    /// `nil` once closed.
    let connection: Mutex<Connection?>
    /// `nil` before ``begin()`` and once closed. It is never held while waiting for the connection.
    private let ahead: Mutex<AheadLog?>
    private let sync: JournalSync?

    /// Opens a journal for writing, or creates one; its folder must exist.
    ///
    /// A journal that a later version has written is opened for reading only.
    ///
    /// - Parameter isHeld: Whether nobody else can be writing it; if `false`, call ``begin()`` before the first commit.
    /// - Throws: ``StoreError`` with code `inUse`, `foreign`, `damaged` or `cannotOpen`.
    package init(path: String, _ durability: Durability = .soon, isHeld: Bool = true) throws(StoreError) {
        self.path = path
        self.durability = durability
        let opened = try StoreError.naming(path, .cannotOpen) { try Self.open(path, durability) }
        isReadOnly = opened == nil
        sync = opened == nil ? nil : JournalSync(path, syncs: durability == .soon)
        ahead = Mutex(nil)
        if let opened { connection = Mutex(opened) } else { connection = Mutex(try Self.reader(path)) }
        if isHeld, !isReadOnly { try begin() }
    }

    /// Takes over what an earlier run has written ahead, and starts to write. Nobody else may write the journal from
    /// here on.
    ///
    /// - Returns: Whether the journal contains more than when it was opened.
    /// - Throws: ``StoreError`` with code `cannotWrite`, `cannotOpen` or `tooNew`.
    @discardableResult
    package func begin() throws(StoreError) -> Bool {
        guard !isReadOnly else { throw Self.tooNew(path) }
        return try StoreError.naming(path, .cannotWrite) {
            try connection.withLock { connection in
                let open = try Self.open(connection)
                guard let writer = open.writer else { return false }
                let pending = AheadLog.pending(of: path, after: try open.database.newestEvent())
                if !pending.isEmpty {
                    try writer.add(pending.map(\.row))
                    try Self.rebuild(open.database, writer)
                }
                let newest = try open.database.newestEvent()
                try ahead.withLock {
                    $0 = try AheadLog(of: path, newest: newest, waitsForDisk: durability == .each)
                }
                return newest != writer.first
            }
        }
    }

    /// Opens a journal for reading, while somebody else may be writing it.
    ///
    /// - Throws: ``StoreError`` with code `foreign`, `damaged` or `cannotOpen`.
    package init(reading path: String) throws(StoreError) {
        self.path = path
        durability = .process
        isReadOnly = true
        sync = nil
        ahead = Mutex(nil)
        connection = Mutex(try Self.reader(path))
    }

    /// Writes records and the resulting states of the orders in them, all or nothing.
    ///
    /// Records are written ahead; the database contains them a few milliseconds later, or when somebody reads here.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite`, `inUse` or `tooNew`; nothing of it is then in the journal.
    ///   Once the database has failed to follow, it must catch up before anything more is accepted.
    package func commit(
        _ records: [JournalRecord],
        states: [JournalOrderState] = [],
        memory: [JournalMemory] = [],
        at stamp: JournalStamp
    ) throws(StoreError) {
        guard !isReadOnly else { throw Self.tooNew(path) }
        let turn = AheadLog.Turn(
            records: records.map { (record: $0, rows: EventColumns.of($0, stamp)) },
            states: states,
            memory: memory
        )
        if ahead.withLock({ $0?.failure }) != nil { try follow() }
        let isLong = try StoreError.naming(path, .cannotWrite) {
            try ahead.withLock { ahead in
                guard ahead != nil else { throw Self.closed }
                try ahead?.append(turn)
                return ahead?.isLong ?? false
            }
        }
        // What scripts keep is not an event, so it is not written ahead: it waits for the database.
        guard memory.isEmpty else { return try follow() }
        // An error there is reported to whoever commits next. In a flood, whoever commits waits for the database.
        if isLong { try? follow() }
        sync?.soon { [weak self] in try? self?.follow() }
    }

    /// Lets the database catch up with everything that waits.
    private func follow() throws(StoreError) {
        try StoreError.naming(path, .cannotWrite) {
            try connection.withLock { connection in try follow(try Self.open(connection)) }
        }
    }

    /// The same for whoever holds the connection.
    func follow(_ open: Connection) throws {
        let turns = ahead.withLock { $0?.take() ?? [] }
        guard !turns.isEmpty else { return }
        do {
            try StoreError.naming(path, .cannotWrite) { try open.writer?.write(turns) }
            ahead.withLock { $0?.committed() }
        } catch {
            ahead.withLock { $0?.putBack(turns, because: error) }
            throw error
        }
    }

    /// Closes the journal so that the file alone contains everything; it cannot be used any more.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite`.
    package func close() throws(StoreError) {
        sync?.stop()
        try StoreError.naming(path, .cannotWrite) {
            try connection.withLock { connection in
                guard let open = connection else { return }
                try follow(open)
                defer {
                    connection = nil
                    ahead.withLock { $0 = nil }
                }
                guard !isReadOnly else { return }
                let database = open.database
                try open.writer?.bringListsUp()
                do {
                    try database.emptyLog()
                } catch let error as SQLiteError where error.code == SQLITE_BUSY {
                    // Somebody is reading: the log stays beside the file, and whoever opens it next continues with it.
                }
            }
        }
    }

    static func open(_ connection: Connection?) throws(SQLiteError) -> Connection {
        guard let connection else { throw closed }
        return connection
    }

    private static var closed: SQLiteError { SQLiteError(code: SQLITE_MISUSE, message: "it was closed") }

    static func tooNew(_ path: String) -> StoreError {
        StoreError(
            .tooNew,
            "\(path) was written by a later version of ibscript and can only be read",
            remedy: "use that version, or another --data-dir"
        )
    }
}

// MARK: Opening

extension JournalFile {
    /// Opens a file for writing; `nil` for one of a later version.
    private static func open(_ path: String, _ durability: Durability) throws -> Connection? {
        let isNew = try check(path)
        // Only the owner has access to the file; SQLite gives its log and index the same mode.
        if isNew { Glibc.close(Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)) }
        let database = try Database(path: path, .shared)
        // Creating a file that is still empty need not wait for the disk, since nothing can be lost with it.
        try database.execute("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = ON")
        // The mark of the file kind is written before the log is used, so that it is in the file itself.
        if isNew { try database.execute("PRAGMA journal_mode = MEMORY") }
        if try database.version() != Int64(JournalSchema.migrations.count) {
            var isOurs = true
            try database.transaction { isOurs = try JournalSchema.bringUp(database, path) }
            guard isOurs else { return nil }
        }
        try database.useLog()
        try database.beginLog()
        let synchronous = durability.synchronous
        try database.execute("PRAGMA synchronous = \(synchronous)")
        try verify(database, synchronous)
        let writer = try JournalWriter(database)
        try writer.bringListsUp()
        return Connection(database: database, writer: writer)
    }

    /// Checks that the settings are in force: a file system may silently refuse one.
    private static func verify(_ database: Database, _ synchronous: Int64) throws {
        let found = try database.texts("PRAGMA journal_mode").first ?? "none"
        let wanted: [(String, Int64)] = [
            ("synchronous", synchronous), ("wal_autocheckpoint", 0), ("foreign_keys", 1),
            ("busy_timeout", Int64(Database.patience)),
        ]
        var faults = found == "wal" ? [] : ["journal_mode is \(found)"]
        for (name, value) in wanted where try database.integer("PRAGMA \(name)") != value {
            faults.append("\(name) is \(try database.integer("PRAGMA \(name)")), not \(value)")
        }
        guard faults.isEmpty else {
            throw SQLiteError(code: SQLITE_ERROR, message: faults.joined(separator: ", "))
        }
    }

    /// Throws for a file of another kind before anything in it or beside it is changed; returns whether there is no
    /// file.
    private static func check(_ path: String) throws -> Bool {
        var file = stat()
        guard stat(path, &file) == 0, file.st_size > 0 else { return true }
        let database = try Database(path: path, .untouched)
        guard try database.applicationID() == JournalSchema.applicationID else {
            throw StoreError.foreign(path, asked: "journal")
        }
        return false
    }

    /// Opens a read-only connection that leaves everything as it is.
    private static func reader(_ path: String) throws(StoreError) -> Connection {
        try StoreError.naming(path, .cannotOpen) {
            guard try !check(path) else {
                throw SQLiteError(code: SQLITE_CANTOPEN, message: "there is no journal")
            }
            do {
                let reader = try Database(path: path, .reading)
                _ = try reader.version()
                try reader.execute("PRAGMA temp_store = MEMORY")
                return Connection(database: reader, writer: nil)
            } catch let error as SQLiteError where error.code == SQLITE_CANTOPEN || error.code == SQLITE_READONLY {
                // In a folder that cannot be written, only the file itself is read.
                let reader = try Database(path: path, .untouched)
                try reader.execute("PRAGMA temp_store = MEMORY")
                return Connection(database: reader, writer: nil)
            }
        }
    }
}

extension JournalFile.Durability {
    /// The value of `PRAGMA synchronous`.
    fileprivate var synchronous: Int64 {
        switch self {
        case .process: 0
        case .soon: 1
        case .each: 2
        }
    }
}
