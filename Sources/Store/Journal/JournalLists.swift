/// The lists derived from a journal's events: `orders`, and `order_events`, which has the entries of every order.
///
/// They are updated late, so that an order waits for one page of the file rather than one page per list. An order is
/// listed when TWS first reports on it; its entries are listed when somebody reads, at opening and at closing.
enum JournalLists {
    /// The intent of the last listed order; orders are listed in order of their intents.
    static let newestOrder = "SELECT ifnull(max(intent), 0) FROM orders"

    /// Lists the orders whose intent follows `?1`, the newest listed one; run it within a transaction.
    static let orders = [
        """
        INSERT INTO orders (intent, reference, run, client, order_id, script_name, perm_id, state,
            is_done, is_sent, is_released)
            SELECT seq, key, run, ifnull(client, 0), body ->> '$.orderId', script_name, 0, 'PendingSubmit', 0, 0, 0
            FROM events WHERE seq > ?1 AND kind = 'intent'
        """,
        "UPDATE orders SET is_sent = 1 WHERE intent IN (SELECT intent FROM events WHERE seq > ?1 AND kind = 'sent')",
    ]

    /// The entries of the order that started with the entry `?1`.
    static let entriesOfOrder = """
        seq IN (SELECT ?1 UNION ALL SELECT seq FROM order_events WHERE intent = ?1
            UNION ALL SELECT seq FROM events WHERE seq > (SELECT upto FROM listed) AND intent = ?1)
        """

    /// Lists the entries that are not yet listed; run it within a transaction.
    static let entries = """
        INSERT INTO order_events (intent, seq) SELECT intent, seq FROM events
            WHERE seq > (SELECT upto FROM listed) AND intent IS NOT NULL;
        UPDATE listed SET upto = (SELECT ifnull(max(seq), 0) FROM events)
        """

    /// Whether there are unlisted entries.
    static func areBehind(_ database: Database) throws(SQLiteError) -> Bool {
        try database.integer("SELECT (SELECT upto FROM listed) < ifnull(max(seq), 0) FROM events") != 0
    }

    /// Makes a read-only connection see rows that were written ahead after the others.
    static func add(_ rows: [(number: Int64, row: EventColumns)], to database: Database) throws(SQLiteError) {
        try database.execute("DROP VIEW IF EXISTS temp.events; DROP TABLE IF EXISTS temp.ahead")
        guard !rows.isEmpty else { return }
        try database.execute(
            """
            CREATE TEMP TABLE ahead AS SELECT * FROM main.events WHERE 0;
            CREATE TEMP VIEW events AS SELECT * FROM main.events UNION ALL SELECT * FROM temp.ahead
            """
        )
        for (number, row) in rows {
            let intent = "SELECT max(seq) FROM temp.events WHERE kind = 'intent' AND key = ?10"
            try database.run(
                """
                INSERT INTO temp.ahead (\(EventColumns.names), seq, intent)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                    \(row.kind == .intent ? "NULL" : "(\(intent))"))
                """,
                row.values + [.integer(number)]
            )
        }
    }

    /// Makes a read-only connection use its own copy of the list, with all orders in it.
    static func copy(_ database: Database) throws(SQLiteError) {
        try database.execute("DROP TABLE IF EXISTS temp.orders")
        guard try areBehind(database) else { return }
        try database.execute("CREATE TEMP TABLE orders AS SELECT * FROM main.orders")
        let newest = try database.integer(newestOrder)
        for step in orders { try database.run(step, [.integer(newest)]) }
    }
}
