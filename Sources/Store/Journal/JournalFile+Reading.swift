internal import Synchronization
internal import TWSWire
package import Trading

/// Selects entries of a journal.
package struct JournalQuery: Sendable, Hashable {
    /// Only entries from this time of the run's clock on.
    package var since: RunInstant?
    /// Only entries of this run.
    package var run: String?
    /// Only entries of the order that started with this entry.
    package var intent: Int64?

    /// Creates a query; by default for all entries.
    package init(since: RunInstant? = nil, run: String? = nil, intent: Int64? = nil) {
        self.since = since
        self.run = run
        self.intent = intent
    }
}

/// An order in the journal's list.
package struct JournalOrder: Sendable, Hashable {
    /// Its reference.
    package var reference: String
    /// The entry of its intent.
    package var intent: Int64
    /// The run that placed it.
    package var run: String
    /// The client id of that run.
    package var clientId: Int
    /// The order id under that client id.
    package var orderId: Int
    /// The name of the script that placed it.
    package var scriptName: String
    /// TWS's permanent id; 0 until known.
    package var permId: Int
    /// Its state: ``JournalOrderState/word``.
    package var state: String
    /// Whether it can no longer fill.
    package var isDone: Bool
    /// Whether its bytes are known to have been sent.
    package var isSent: Bool
    /// Whether a person has released it.
    package var isReleased: Bool

    static let columns =
        "reference, intent, run, client, order_id, script_name, perm_id, state, is_done, is_sent, is_released"

    init(_ row: Statement) {
        reference = row.text(at: 0)
        intent = row.integer(at: 1)
        run = row.text(at: 2)
        clientId = Int(row.integer(at: 3))
        orderId = Int(row.integer(at: 4))
        scriptName = row.text(at: 5)
        permId = Int(row.integer(at: 6))
        state = row.text(at: 7)
        isDone = row.integer(at: 8) != 0
        isSent = row.integer(at: 9) != 0
        isReleased = row.integer(at: 10) != 0
    }
}

extension JournalFile {
    /// Returns the matching entries, oldest first, leaving out kinds that this version does not know.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func entries(_ query: JournalQuery = JournalQuery()) throws(StoreError) -> [JournalEntry] {
        try read { database in try Self.entries(query, of: database) }
    }

    /// Returns all orders, in order of their intents.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func orders() throws(StoreError) -> [JournalOrder] {
        try read { database in
            try database.rows("SELECT \(JournalOrder.columns) FROM orders ORDER BY intent", JournalOrder.init)
        }
    }

    /// Returns the latest time of the run's clock in the journal; `nil` for an empty journal.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func latest() throws(StoreError) -> RunInstant? {
        try read { database in
            try database.rows("SELECT run_ns FROM events ORDER BY seq DESC LIMIT 1") {
                RunInstant(nanoseconds: $0.integer(at: 0))
            }.first
        }
    }

    /// Returns when the latest entry was written, by the machine's wall clock; `nil` for an empty journal.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func lastWritten() throws(StoreError) -> RunInstant? {
        try read { database in
            try database.rows("SELECT wall_ns FROM events ORDER BY seq DESC LIMIT 1") {
                RunInstant(nanoseconds: $0.integer(at: 0))
            }.first
        }
    }

    /// Returns the names of the runs that have written to the journal, latest first.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func runs() throws(StoreError) -> [String] {
        try read { database in
            try database.rows("SELECT run FROM events WHERE run <> '' GROUP BY run ORDER BY max(seq) DESC") {
                $0.text(at: 0)
            }
        }
    }

    /// Returns what a run of these scripts needs to know about earlier ones.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func history(scripts: [String]) throws(StoreError) -> JournalHistory {
        try read { database in
            var history = JournalHistory()
            for (name, file) in try database.rows(
                "SELECT name, file FROM scripts",
                { ($0.text(at: 0), $0.text(at: 1)) }
            ) {
                history.fileOfName[name] = file
            }
            for (client, highest) in try database.rows(
                "SELECT client, max(order_id) FROM orders GROUP BY client",
                { (Int($0.integer(at: 0)), Int($0.integer(at: 1))) }
            ) {
                history.highestOrderId[client] = highest
            }
            for order in try Self.wanted(of: scripts, in: database) {
                let entries = try Self.entries(JournalQuery(intent: order.intent), of: database)
                guard let past = order.past(entries, file: history.fileOfName[order.scriptName] ?? "") else { continue }
                history.orders.append(past)
            }
            history.day = try Self.day(in: database)
            return history
        }
    }

    func read<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws(StoreError) -> Result {
        try StoreError.naming(path, .damaged) {
            try connection.withLock { connection in
                let open = try Self.open(connection)
                if let writer = open.writer {
                    try follow(open)
                    try writer.bringListsUp()
                    return try body(open.database)
                }
                return try look(at: open.database, body)
            }
        }
    }

    /// Reads on a read-only connection, with lists of its own that include what the database does not yet contain.
    private func look<Result>(at database: Database, _ body: (Database) throws -> Result) throws -> Result {
        for attempt in 1... {
            // The database does not change meanwhile for this connection; writers continue.
            try database.execute("BEGIN")
            defer { try? database.execute("ROLLBACK") }
            let newest = try database.newestEvent()
            let pending = AheadLog.pending(of: path, after: newest)
            // If a number is missing, rows have made room for others between two reads, so read again.
            let following = pending.enumerated().prefix { $1.number == newest + 1 + Int64($0) }.map(\.element)
            if following.count < pending.count, attempt < 10 { continue }
            try catchUp(database, following)
            return try body(database)
        }
        preconditionFailure("the tenth attempt returns")
    }

    private func catchUp(
        _ database: Database,
        _ pending: [(number: Int64, row: EventColumns)]
    ) throws(SQLiteError) {
        try JournalLists.add(pending, to: database)
        try JournalLists.copy(database)
        guard !pending.isEmpty else { return }
        let changed = "SELECT DISTINCT intent FROM temp.ahead WHERE intent IS NOT NULL"
        for intent in try database.rows(changed, { $0.integer(at: 0) }) {
            let entries = try Self.entries(JournalQuery(intent: intent), of: database)
            guard let order = Self.replay(entries)[intent], let entry = order.replay.entry else { continue }
            let state = JournalOrderState(entry)
            try database.run(
                """
                UPDATE temp.orders SET perm_id = ?, state = ?, is_done = ?, is_sent = ?, is_released = ? WHERE intent = ?
                """,
                [
                    .integer(Int64(state.permId)), .text(state.word), .integer(state.isDone ? 1 : 0),
                    .integer(order.isSent ? 1 : 0), .integer(order.isReleased ? 1 : 0), .integer(intent),
                ]
            )
        }
    }

    static func entries(_ query: JournalQuery, of database: Database) throws(SQLiteError) -> [JournalEntry] {
        var conditions: [String] = []
        var values: [SQLiteValue] = []
        if let intent = query.intent {
            conditions.append(JournalLists.entriesOfOrder)
            values.append(.integer(intent))
        }
        if let run = query.run {
            conditions.append("run = ?")
            values.append(.text(run))
        }
        if let since = query.since {
            conditions.append("run_ns >= ?")
            values.append(.integer(since.nanoseconds))
        }
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        let sql = "SELECT \(JournalRow.columns) FROM events\(filter) ORDER BY seq"
        return try database.rows(sql, with: values) { JournalRow($0).entry }.compactMap(\.self)
    }

    /// The longest day that a clock can have, in nanoseconds.
    private static let longestDay: Int64 = 25 * 3_600_000_000_000
    /// The number of orders read at a time.
    private static let page = 500

    /// Returns the orders placed within a day before the journal's end, newest first.
    private static func day(in database: Database) throws(SQLiteError) -> [DayOrder] {
        let latest = try database.rows("SELECT run_ns FROM events ORDER BY seq DESC LIMIT 1") { $0.integer(at: 0) }
        let begin = (latest.first ?? 0) - longestDay
        let sql = """
            SELECT \(JournalOrder.columns), (SELECT run_ns FROM events WHERE seq = orders.intent) FROM orders
            WHERE intent < ? ORDER BY intent DESC LIMIT \(page)
            """
        var (found, before) = ([DayOrder](), Int64.max)
        while true {
            let rows = try database.rows(sql, with: [.integer(before)]) { (JournalOrder($0), $0.integer(at: 11)) }
            for (order, placed) in rows {
                guard placed >= begin else { return found }
                var replay = OrderReplay()
                for entry in try entries(JournalQuery(intent: order.intent), of: database) { replay.take(entry.record) }
                guard let entry = replay.entry else { continue }
                found.append(DayOrder(scriptName: order.scriptName, sends: replay.sends, entry: entry))
            }
            guard rows.count == page, let last = rows.last else { return found }
            before = last.0.intent
        }
    }

    /// Returns all orders that are not done, and those with a key that belong to these scripts.
    private static func wanted(of scripts: [String], in database: Database) throws(SQLiteError) -> [JournalOrder] {
        let columns = JournalOrder.columns
        var orders = try database.rows("SELECT \(columns) FROM orders WHERE is_done = 0", JournalOrder.init)
        let keyed = "SELECT \(columns) FROM orders WHERE reference >= 'ibs.k.' AND reference < 'ibs.k/' AND is_done = 1"
        for script in scripts {
            orders += try database.rows(keyed + " AND script_name = ?", with: [.text(script)], JournalOrder.init)
        }
        return orders.sorted { $0.intent < $1.intent }
    }
}

extension Database {
    /// The number of the newest event; 0 before the first.
    func newestEvent() throws(SQLiteError) -> Int64 { try integer("SELECT ifnull(max(seq), 0) FROM main.events") }
}

extension JournalOrder {
    /// Returns the order as the entries of its reference describe it; `nil` if its intent cannot be read.
    fileprivate func past(_ entries: [JournalEntry], file: String) -> PastOrder? {
        var replay = OrderReplay()
        for entry in entries { replay.take(entry.record) }
        guard let terms = replay.terms, let placed = replay.placed else { return nil }
        return PastOrder(
            reference: reference,
            scriptName: scriptName,
            file: file,
            clientId: clientId,
            orderId: orderId,
            contract: terms.contract,
            placed: placed.at,
            firstOrder: placed.order,
            order: terms.order,
            wasSent: isSent,
            isReleased: isReleased,
            hasExpired: replay.hasExpired,
            messages: replay.messages
        )
    }
}
