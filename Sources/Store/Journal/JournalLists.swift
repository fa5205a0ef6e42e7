/// The lists that follow from a journal's events: `orders`, and `order_events`, which has the entries of every order.
///
/// They follow late, so that an order waits for one page of the file and not for one page of each list. An order is listed
/// when TWS first says something of it; its entries are when somebody reads, at the opening and at the close.
enum JournalLists {
    /// The intent of the order that was listed last; orders are listed in the order of their intents.
    static let newestOrder = "SELECT ifnull(max(intent), 0) FROM orders"

    /// Lists the orders whose intent comes after `?1`, the newest that is listed; within a transaction.
    static let orders = [
        """
        INSERT INTO orders (intent, reference, run, client, order_id, script_name, perm_id, state,
            is_done, is_sent, is_released)
            SELECT seq, key, run, ifnull(client, 0), body ->> '$.orderId', script_name, 0, 'PendingSubmit', 0, 0, 0
            FROM events WHERE seq > ?1 AND kind = 'intent'
        """,
        "UPDATE orders SET is_sent = 1 WHERE intent IN (SELECT intent FROM events WHERE seq > ?1 AND kind = 'sent')",
    ]

    /// The entries of the order that began with the entry `?1`.
    static let entriesOfOrder = """
        seq IN (SELECT ?1 UNION ALL SELECT seq FROM order_events WHERE intent = ?1
            UNION ALL SELECT seq FROM events WHERE seq > (SELECT upto FROM listed) AND intent = ?1)
        """

    /// Lists the entries that are not; within a transaction.
    static let entries = """
        INSERT INTO order_events (intent, seq) SELECT intent, seq FROM events
            WHERE seq > (SELECT upto FROM listed) AND intent IS NOT NULL;
        UPDATE listed SET upto = (SELECT ifnull(max(seq), 0) FROM events)
        """

    /// Whether there are entries that are not listed.
    static func areBehind(_ database: Database) throws(SQLiteError) -> Bool {
        try database.integer("SELECT (SELECT upto FROM listed) < ifnull(max(seq), 0) FROM events") != 0
    }

    /// For a connection that only reads: it sees rows that were written ahead behind the others from now on.
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

    /// For a connection that only reads: it looks at a list of its own from now on, in which all orders are.
    static func copy(_ database: Database) throws(SQLiteError) {
        try database.execute("DROP TABLE IF EXISTS temp.orders")
        guard try areBehind(database) else { return }
        try database.execute("CREATE TEMP TABLE orders AS SELECT * FROM main.orders")
        let newest = try database.integer(newestOrder)
        for step in orders { try database.run(step, [.integer(newest)]) }
    }
}
