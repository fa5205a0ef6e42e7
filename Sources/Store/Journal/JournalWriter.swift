internal import TWSWire
package import Trading

/// The time at which the rows of a commit are written.
package struct JournalStamp: Sendable, Hashable {
    /// In nanoseconds of the machine's monotonic clock.
    package var monotonic: Int64
    /// By the machine's wall clock.
    package var wall: RunInstant

    /// Creates a stamp from a time on both clocks.
    package init(monotonic: Int64, wall: RunInstant) {
        self.monotonic = monotonic
        self.wall = wall
    }
}

/// Writes events, and what is derived from them, through statements that stay compiled.
final class JournalWriter {
    let database: Database
    private let begin: Statement
    private let commit: Statement
    private let event: Statement
    private let state: Statement
    private let sent: Statement
    private let released: Statement
    private let script: Statement
    private let firstScript: Statement
    /// The files of scripts that have started and not yet placed an order, by script name.
    private var started: [String: String] = [:]
    private let latest: Statement
    private let keep: Statement
    private let forget: Statement
    /// The entries that started recent orders, by reference.
    private var intents: [String: Int64] = [:]
    private let newestOrder: Statement
    private let orders: [Statement]
    /// The intents of the last placed and the last listed order, as far as known.
    private var newest: Int64 = 0
    private var listed: Int64 = 0
    /// The number of the newest event when the journal was opened.
    let first: Int64

    init(_ database: Database) throws(SQLiteError) {
        self.database = database
        first = try database.newestEvent()
        begin = try database.prepare("BEGIN IMMEDIATE")
        commit = try database.prepare("COMMIT")
        event = try database.prepare(
            """
            INSERT INTO events (\(EventColumns.names), intent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        // A different order under the same reference, which a modification may leave, says nothing about this one.
        state = try database.prepare(
            """
            UPDATE orders SET perm_id = ?1, state = ?2, is_done = ?3
            WHERE intent = ?4 AND (perm_id <> ?1 OR state <> ?2 OR is_done <> ?3)
                AND (perm_id = 0 OR ?1 = 0 OR perm_id = ?1)
            """
        )
        sent = try database.prepare("UPDATE orders SET is_sent = 1 WHERE intent = ?")
        released = try database.prepare("UPDATE orders SET is_released = 1 WHERE intent = ?")
        newestOrder = try database.prepare(JournalLists.newestOrder)
        var orders: [Statement] = []
        for step in JournalLists.orders { orders.append(try database.prepare(step)) }
        self.orders = orders
        script = try database.prepare("INSERT OR REPLACE INTO scripts (name, file) VALUES (?, ?)")
        firstScript = try database.prepare("INSERT OR IGNORE INTO scripts (name, file) VALUES (?, ?)")
        keep = try database.prepare("INSERT OR REPLACE INTO memory (script_name, key, text) VALUES (?, ?, ?)")
        forget = try database.prepare("DELETE FROM memory WHERE script_name = ? AND key = ?")
        latest = try database.prepare("SELECT max(intent) FROM orders WHERE reference = ?")
    }

    /// Writes the turns, all or nothing.
    func write(_ turns: [AheadLog.Turn]) throws(SQLiteError) {
        try transaction { () throws(SQLiteError) in
            for turn in turns {
                for (record, rows) in turn.records { try write(record, rows) }
                for state in turn.states { try write(state) }
                for entry in turn.memory { try write(entry) }
            }
        }
    }

    /// Adds rows that a run was about to commit when it ended, all or none; the lists are not updated.
    func add(_ rows: [EventColumns]) throws(SQLiteError) {
        try transaction { () throws(SQLiteError) in
            for row in rows { try insert(row) }
        }
    }

    private func write(_ entry: JournalMemory) throws(SQLiteError) {
        guard let text = entry.text else { return try forget.run([.text(entry.script), .text(entry.key)]) }
        try keep.run([.text(entry.script), .text(entry.key), .text(text)])
    }

    /// Updates the lists if they are behind.
    func bringListsUp() throws(SQLiteError) {
        guard try JournalLists.areBehind(database) else { return }
        try transaction { () throws(SQLiteError) in try listAll() }
    }

    /// The same, within a transaction.
    func listAll() throws(SQLiteError) {
        try listOrders()
        try database.execute(JournalLists.entries)
    }

    private func transaction(_ body: () throws(SQLiteError) -> Void) throws(SQLiteError) {
        try begin.run()
        do throws(SQLiteError) {
            try body()
            try commit.run()
        } catch {
            intents.removeAll(keepingCapacity: true)
            listed = 0
            // Some errors have already ended the transaction; report the first error.
            if database.isInTransaction { try? database.execute("ROLLBACK") }
            throw error
        }
    }

    /// Writes the state of an order; ignores one without an intent in the journal.
    private func write(_ order: JournalOrderState) throws(SQLiteError) {
        guard let intent = try intent(of: order.reference) else { return }
        try write(order, intent)
    }

    private func listOrders() throws(SQLiteError) {
        try newestOrder.run { row in listed = row.integer(at: 0) }
        for step in orders { try step.run([.integer(listed)]) }
        try newestOrder.run { row in listed = row.integer(at: 0) }
    }

    /// Records that a script has placed an order: from now on its name belongs to its file. A script that was refused
    /// the name has placed none.
    func own(_ name: String) throws(SQLiteError) {
        guard let file = started.removeValue(forKey: name) else { return }
        try script.run([.text(name), .text(file)])
    }

    /// Writes the state of the order that started with an entry.
    func write(_ order: JournalOrderState, _ intent: Int64) throws(SQLiteError) {
        if intent > listed { try listOrders() }
        try state.run([
            .integer(Int64(order.permId)), .text(order.word), .integer(order.isDone ? 1 : 0), .integer(intent),
        ])
    }

    private func write(_ record: JournalRecord, _ rows: [EventColumns]) throws(SQLiteError) {
        for row in rows {
            let intent = try insert(row)
            guard row.kind == .intent else {
                try follow(record.event, intent)
                continue
            }
            try own(record.scriptName)
        }
    }

    /// Adds a row; returns the intent entry of the order that it is about.
    @discardableResult
    private func insert(_ row: EventColumns) throws(SQLiteError) -> Int64? {
        // A released key may name a second order, which later rows are then about.
        let intent = row.kind == .intent ? nil : try intent(of: row.key)
        try event.run(row.values + [intent.map { .integer($0) } ?? .null])
        guard row.kind == .intent else { return intent }
        newest = database.lastRow
        remember(newest, of: row.key)
        return newest
    }

    /// Returns the entry that started the latest order with a reference.
    private func intent(of reference: String) throws(SQLiteError) -> Int64? {
        guard !reference.isEmpty else { return nil }
        if let known = intents[reference] { return known }
        if newest > listed { try listOrders() }
        var found: Int64?
        try latest.run([.text(reference)]) { row in found = row.isNull(at: 0) ? nil : row.integer(at: 0) }
        if let found { remember(found, of: reference) }
        return found
    }

    private func remember(_ intent: Int64, of reference: String) {
        if intents.count >= 1_000 { intents.removeAll(keepingCapacity: true) }
        intents[reference] = intent
    }

    /// Stores what follows from an event of the order that started with `intent`.
    func follow(_ event: JournalRecord.Event, _ intent: Int64?) throws(SQLiteError) {
        switch event {
        case .sent:
            // For an unlisted order, this is recorded when the order is listed.
            if let intent { try sent.run([.integer(intent)]) }
        case .released:
            guard let intent else { return }
            if intent > listed { try listOrders() }
            try released.run([.integer(intent)])
        case .scriptStarted(let name, let file, _):
            try firstScript.run([.text(name), .text(file)])
            started[name] = file
        default: break
        }
    }
}
