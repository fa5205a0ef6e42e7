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

    init(_ database: Database) throws(SQLiteError) {
        self.database = database
        begin = try database.prepare("BEGIN IMMEDIATE")
        commit = try database.prepare("COMMIT")
        event = try database.prepare(
            """
            INSERT INTO events (mono_ns, wall_ns, run_ns, run, client, script, script_name, line, kind, key, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        // A key that a person has freed may name a second order: the list has the latest.
        order = try database.prepare(
            """
            INSERT OR REPLACE INTO orders (reference, intent, run, client, order_id, script_name, perm_id, state,
                is_done, is_sent, is_released) VALUES (?, ?, ?, ?, ?, ?, 0, 'PendingSubmit', 0, 0, 0)
            """
        )
        state = try database.prepare(
            "UPDATE orders SET perm_id = ?, state = ?, is_done = ? WHERE reference = ?"
        )
        sent = try database.prepare("UPDATE orders SET is_sent = 1 WHERE reference = ?")
        released = try database.prepare("UPDATE orders SET is_released = 1 WHERE reference = ?")
        script = try database.prepare("INSERT OR REPLACE INTO scripts (name, file) VALUES (?, ?)")
    }

    /// Writes all of it or nothing.
    func write(_ records: [JournalRecord], _ states: [JournalOrderState], _ stamp: JournalStamp) throws(SQLiteError) {
        try begin.run()
        do throws(SQLiteError) {
            for record in records { try write(record, stamp) }
            for state in states { try write(state) }
            try commit.run()
        } catch {
            // Some errors have ended the transaction already; the first error is the one to be told.
            if database.isInTransaction { try? database.execute("ROLLBACK") }
            throw error
        }
    }

    /// How an order stands; one that the journal has no intent of is passed over.
    func write(_ order: JournalOrderState) throws(SQLiteError) {
        try state.run([
            .integer(Int64(order.permId)), .text(order.word), .integer(order.isDone ? 1 : 0), .text(order.reference),
        ])
    }

    private func write(_ record: JournalRecord, _ stamp: JournalStamp) throws(SQLiteError) {
        guard case .message = record.event, !record.subjects.isEmpty else {
            var text = JournalText()
            let kind = record.event.write(into: &text)
            let key = record.subjects.first?.reference ?? record.event.reference
            try insert(record, stamp, kind, key, text)
            return try follow(record, key, database.lastRow)
        }
        for (place, subject) in record.subjects.enumerated() {
            var text = JournalText()
            text.add(.orderId, subject.orderId)
            let kind = record.event.write(into: &text)
            try insert(record, stamp, place == 0 ? kind : .messageToo, subject.reference, text)
        }
    }

    private func insert(
        _ record: JournalRecord,
        _ stamp: JournalStamp,
        _ kind: JournalKind,
        _ key: String,
        _ text: JournalText
    ) throws(SQLiteError) {
        try event.run([
            .integer(stamp.monotonic), .integer(stamp.wall.nanoseconds), .integer(record.at.nanoseconds),
            .text(record.run), record.clientId.map { .integer(Int64($0)) } ?? .null,
            record.script.map { .integer(Int64($0.number)) } ?? .null, .text(record.scriptName),
            record.line.map { .integer(Int64($0)) } ?? .null, .text(kind.rawValue), .text(key), .bytes(text.object),
        ])
    }

    /// Keeps what follows from an event.
    func follow(_ record: JournalRecord, _ reference: String, _ seq: Int64) throws(SQLiteError) {
        switch record.event {
        case .intent(let orderId, _, _):
            try order.run([
                .text(reference), .integer(seq), .text(record.run), .integer(Int64(record.clientId ?? 0)),
                .integer(Int64(orderId)), .text(record.scriptName),
            ])
        case .sent: try sent.run([.text(reference)])
        case .released: try released.run([.text(reference)])
        case .scriptStarted(let name, let file, _): try script.run([.text(name), .text(file)])
        default: break
        }
    }
}

extension JournalRecord.Event {
    /// The order's reference where the event names it; empty where not.
    fileprivate var reference: String {
        switch self {
        case .released(let reference), .adopted(_, let reference): reference
        case .intent(_, _, let order): order.orderRef
        default: ""
        }
    }
}
