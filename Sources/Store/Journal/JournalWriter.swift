internal import TWSWire
package import Trading

/// When the rows of a commit are written.
package struct JournalStamp: Sendable, Hashable {
    /// Nanoseconds of the machine's monotonic clock.
    package var monotonic: Int64
    /// The machine's wall clock.
    package var wall: RunInstant

    /// A moment on both clocks.
    package init(monotonic: Int64, wall: RunInstant) {
        self.monotonic = monotonic
        self.wall = wall
    }
}

/// Writes events, and what follows from them, through statements that stay compiled.
final class JournalWriter {
    let database: Database
    private let begin: Statement
    private let commit: Statement
    private let event: Statement
    private let order: Statement
    private let state: Statement
    private let sent: Statement
    private let released: Statement
    private let script: Statement
    private let latest: Statement
    /// The entries that began the orders of late, by reference.
    private var intents: [String: Int64] = [:]

    init(_ database: Database) throws(SQLiteError) {
        self.database = database
        begin = try database.prepare("BEGIN IMMEDIATE")
        commit = try database.prepare("COMMIT")
        event = try database.prepare(
            """
            INSERT INTO events (mono_ns, wall_ns, run_ns, run, client, script, script_name, line, kind, key, intent,
                body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        order = try database.prepare(
            """
            INSERT INTO orders (intent, reference, run, client, order_id, script_name, perm_id, state,
                is_done, is_sent, is_released) VALUES (?, ?, ?, ?, ?, ?, 0, 'PendingSubmit', 0, 0, 0)
            """
        )
        state = try database.prepare(
            """
            UPDATE orders SET perm_id = ?1, state = ?2, is_done = ?3
            WHERE intent = ?4 AND (perm_id <> ?1 OR state <> ?2 OR is_done <> ?3)
            """
        )
        sent = try database.prepare("UPDATE orders SET is_sent = 1 WHERE intent = ?")
        released = try database.prepare("UPDATE orders SET is_released = 1 WHERE intent = ?")
        script = try database.prepare("INSERT OR REPLACE INTO scripts (name, file) VALUES (?, ?)")
        latest = try database.prepare("SELECT max(intent) FROM orders WHERE reference = ?")
    }

    /// Writes all of it or nothing.
    func write(_ records: [JournalRecord], _ states: [JournalOrderState], _ stamp: JournalStamp) throws(SQLiteError) {
        try begin.run()
        do throws(SQLiteError) {
            for record in records { try write(record, stamp) }
            for state in states { try write(state) }
            try commit.run()
        } catch {
            intents.removeAll(keepingCapacity: true)
            // Some errors have ended the transaction already; the first error is the one to be told.
            if database.isInTransaction { try? database.execute("ROLLBACK") }
            throw error
        }
    }

    /// How an order stands; one that the journal has no intent of is passed over.
    private func write(_ order: JournalOrderState) throws(SQLiteError) {
        guard let intent = try intent(of: order.reference) else { return }
        try write(order, intent)
    }

    /// How the order that began with an entry stands.
    func write(_ order: JournalOrderState, _ intent: Int64) throws(SQLiteError) {
        try state.run([
            .integer(Int64(order.permId)), .text(order.word), .integer(order.isDone ? 1 : 0), .integer(intent),
        ])
    }

    private func write(_ record: JournalRecord, _ stamp: JournalStamp) throws(SQLiteError) {
        guard case .message = record.event, !record.subjects.isEmpty else {
            var text = JournalText()
            let kind = record.event.write(into: &text)
            let key = record.subjects.first?.reference ?? record.event.reference
            // A key that a person has freed may name a second order; what follows is about that one.
            let intent = kind == .intent ? nil : try intent(of: key)
            try insert(record, stamp, kind, key, intent, text)
            let seq = database.lastRow
            if kind == .intent { remember(seq, of: key) }
            return try follow(record, intent ?? seq, key)
        }
        for (place, subject) in record.subjects.enumerated() {
            var text = JournalText()
            text.add(.orderId, subject.orderId)
            let kind = place == 0 ? record.event.write(into: &text) : record.event.writeToo(into: &text)
            try insert(record, stamp, kind, subject.reference, try intent(of: subject.reference), text)
        }
    }

    /// The entry that began the latest order with a reference.
    private func intent(of reference: String) throws(SQLiteError) -> Int64? {
        guard !reference.isEmpty else { return nil }
        if let known = intents[reference] { return known }
        var found: Int64?
        try latest.run([.text(reference)]) { row in found = row.isNull(at: 0) ? nil : row.integer(at: 0) }
        if let found { remember(found, of: reference) }
        return found
    }

    private func remember(_ intent: Int64, of reference: String) {
        if intents.count >= 1_000 { intents.removeAll(keepingCapacity: true) }
        intents[reference] = intent
    }

    private func insert(
        _ record: JournalRecord,
        _ stamp: JournalStamp,
        _ kind: JournalKind,
        _ key: String,
        _ intent: Int64?,
        _ text: JournalText
    ) throws(SQLiteError) {
        try event.run([
            .integer(stamp.monotonic), .integer(stamp.wall.nanoseconds), .integer(record.at.nanoseconds),
            .text(record.run), record.clientId.map { .integer(Int64($0)) } ?? .null,
            record.script.map { .integer(Int64($0.number)) } ?? .null, .text(record.scriptName),
            record.line.map { .integer(Int64($0)) } ?? .null, .text(kind.rawValue), .text(key),
            intent.map { .integer($0) } ?? .null, .bytes(text.object),
        ])
    }

    /// Keeps what follows from an event of the order that began with `intent`.
    func follow(_ record: JournalRecord, _ intent: Int64, _ reference: String) throws(SQLiteError) {
        switch record.event {
        case .intent(let orderId, _, _):
            try order.run([
                .integer(intent), .text(reference), .text(record.run), .integer(Int64(record.clientId ?? 0)),
                .integer(Int64(orderId)), .text(record.scriptName),
            ])
        case .sent: try sent.run([.integer(intent)])
        case .released: try released.run([.integer(intent)])
        case .scriptStarted(let name, let file, _): try script.run([.text(name), .text(file)])
        default: break
        }
    }
}

extension JournalRecord.Event {
    /// The same for one more order that a message is about.
    fileprivate func writeToo(into text: inout JournalText) -> JournalKind {
        _ = write(into: &text)
        return .messageToo
    }

    /// The order's reference where the event names it; empty where not.
    fileprivate var reference: String {
        switch self {
        case .released(let reference), .adopted(_, let reference): reference
        case .intent(_, _, let order): order.orderRef
        default: ""
        }
    }
}
