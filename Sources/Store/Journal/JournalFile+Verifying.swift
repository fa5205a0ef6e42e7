internal import Synchronization
internal import Trading

extension JournalFile {
    /// Returns what the lists say that does not follow from the events, one sentence each; empty if all is well.
    ///
    /// The events of every order are replayed into a ledger, and the result is compared with the list.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func verify() throws(StoreError) -> [String] {
        try read { database in
            var faults = try database.texts("PRAGMA integrity_check").filter { $0 != "ok" }
            let replayed = Self.replay(try Self.entries(JournalQuery(), of: database))
            let listed = try database.rows(
                "SELECT \(JournalOrder.columns) FROM orders ORDER BY intent",
                JournalOrder.init
            )
            let known = Set(listed.map(\.intent))
            for order in listed {
                guard let replay = replayed[order.intent], let entry = replay.replay.entry else {
                    faults.append("\(order.reference): the list has it, the events have no intent of it")
                    continue
                }
                faults += order.faults(JournalOrderState(entry), replay)
            }
            for (intent, replay) in replayed where !known.contains(intent) {
                faults.append("\(replay.reference): the events have its intent, the list does not")
            }
            return faults
        }
    }

    /// Rebuilds the lists from the events.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite` or `tooNew`.
    package func rebuild() throws(StoreError) {
        guard !isReadOnly else { throw Self.tooNew(path) }
        try StoreError.naming(path, .cannotWrite) {
            try connection.withLock { connection in
                let open = try Self.open(connection)
                if let writer = open.writer { try Self.rebuild(open.database, writer) }
            }
        }
    }

    static func rebuild(_ database: Database, _ writer: JournalWriter) throws {
        let entries = try entries(JournalQuery(), of: database)
        try database.transaction {
            try database.execute(
                "DELETE FROM orders; DELETE FROM order_events; DELETE FROM scripts; UPDATE listed SET upto = 0"
            )
            try writer.listAll()
            for entry in entries {
                try writer.follow(entry.record.event, entry.intent)
                if case .intent = entry.record.event { try writer.own(entry.record.scriptName) }
            }
            for (intent, replay) in replay(entries) {
                if let entry = replay.replay.entry { try writer.write(JournalOrderState(entry), intent) }
            }
        }
    }

    /// The replayed events of an order.
    struct Replayed {
        let reference: String
        var replay = OrderReplay()
        var isSent = false
        var isReleased = false
    }

    /// Returns the replayed orders by their intent entry.
    static func replay(_ entries: [JournalEntry]) -> [Int64: Replayed] {
        var orders: [Int64: Replayed] = [:]
        for entry in entries {
            guard let intent = entry.intent else { continue }
            switch entry.record.event {
            case .intent: orders[intent] = Replayed(reference: entry.record.subjects.first?.reference ?? "")
            case .sent: orders[intent]?.isSent = true
            case .released: orders[intent]?.isReleased = true
            default: break
            }
            orders[intent]?.replay.take(entry.record.event)
        }
        return orders
    }
}

extension JournalOrder {
    /// Returns the differences. That an order's fate became unknown with a connection is not an event of the order.
    fileprivate func faults(_ replayed: JournalOrderState, _ replay: JournalFile.Replayed) -> [String] {
        var faults: [String] = []
        let isOpen = !isDone && !replayed.isDone && state == "Unknown"
        if !isOpen, (state, isDone) != (replayed.word, replayed.isDone) {
            faults.append("the list says \(state), the events \(replayed.word)")
        }
        if permId != replayed.permId { faults.append("the list says permId \(permId), the events \(replayed.permId)") }
        if isSent != replay.isSent { faults.append("the list says sent: \(isSent), the events \(replay.isSent)") }
        if isReleased != replay.isReleased {
            faults.append("the list says released: \(isReleased), the events \(replay.isReleased)")
        }
        return faults.map { "\(reference): \($0)" }
    }
}
