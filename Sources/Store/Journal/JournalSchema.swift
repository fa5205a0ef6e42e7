/// The tables of a journal.
///
/// `events` is the journal; nothing in it is ever changed or removed. Everything else is derived from it
/// (``JournalFile/rebuild()``) and kept so that a run starts quickly.
enum JournalSchema {
    /// SQLite's application id of the file kind: `ibsj`.
    static let applicationID: Int64 = 0x6962_736A

    /// A step from one version to the next.
    struct Migration {
        /// Its name in the table `migrations`.
        let name: String
        /// What it does.
        let sql: String
    }

    /// The steps from each version to the next; released ones never change.
    static let migrations = [
        Migration(name: "events-and-orders", sql: eventsAndOrders), Migration(name: "memory", sql: memory),
    ]

    /// What scripts keep across their runs.
    private static let memory = """
        CREATE TABLE memory (
            script_name TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (script_name, key)
        ) STRICT, WITHOUT ROWID;
        """

    /// Migrates the tables of a file to the newest version, within a transaction.
    ///
    /// - Returns: `false` for a file of a later version, with nothing changed.
    /// - Throws: ``StoreError`` with code `foreign`, with nothing changed.
    static func bringUp(_ database: Database, _ path: String) throws -> Bool {
        let version = Int(try database.version())
        guard version <= migrations.count else { return false }
        guard try version > 0 || !database.hasTables() else { throw StoreError.foreign(path, asked: "journal") }
        guard version < migrations.count else { return true }
        for (place, migration) in migrations.enumerated().dropFirst(version) {
            try database.execute(migration.sql)
            try database.run(
                "INSERT INTO migrations (version, name) VALUES (?, ?)",
                [.integer(Int64(place + 1)), .text(migration.name)]
            )
        }
        try database.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(migrations.count)")
        return true
    }

    /// Times are in nanoseconds, by the machine's monotonic clock, its wall clock and the run's clock. `intent` is the
    /// entry that started the order that an event is about. The events have no index, so that an order's commit changes
    /// one page; the lists are updated late (``JournalLists``).
    private static let eventsAndOrders = """
        CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE TABLE events (
            seq INTEGER PRIMARY KEY, mono_ns INTEGER NOT NULL, wall_ns INTEGER NOT NULL, run_ns INTEGER NOT NULL,
            run TEXT NOT NULL, client INTEGER, script INTEGER, script_name TEXT NOT NULL, line INTEGER,
            kind TEXT NOT NULL, key TEXT NOT NULL, intent INTEGER, body TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER events_once BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE seq = NEW.seq)
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TABLE orders (
            intent INTEGER PRIMARY KEY, reference TEXT NOT NULL, run TEXT NOT NULL, client INTEGER NOT NULL,
            order_id INTEGER NOT NULL, script_name TEXT NOT NULL, perm_id INTEGER NOT NULL, state TEXT NOT NULL,
            is_done INTEGER NOT NULL, is_sent INTEGER NOT NULL, is_released INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX orders_by_reference ON orders (reference);
        CREATE TABLE order_events (intent INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (intent, seq))
            STRICT, WITHOUT ROWID;
        CREATE TABLE listed (upto INTEGER NOT NULL) STRICT;
        INSERT INTO listed VALUES (0);
        CREATE TABLE scripts (name TEXT PRIMARY KEY, file TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """
}
