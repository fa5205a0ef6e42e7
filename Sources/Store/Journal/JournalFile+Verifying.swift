internal import Synchronization
internal import Trading

extension JournalFile {
    /// What the lists say that does not follow from the events, one sentence each; empty where all is well.
    ///
    /// Every order's events are given to a ledger anew, and what it comes to is compared with the list.
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
            let listedReferences = Set(listed.map(\.reference))
            for order in listed {
                guard let replay = replayed.orders[order.reference], let entry = replay.replay.entry else {
                    faults.append("\(order.reference): the list has it, the events have no intent of it")
                    continue
                }
                faults += order.faults(JournalOrderState(entry), replay)
            }
            for reference in replayed.references where !listedReferences.contains(reference) {
                faults.append("\(reference): the events have its intent, the list does not")
            }
            return faults
        }
    }

    /// Makes the lists anew from the events.
    ///
    /// - Throws: ``StoreError`` with code `cannotWrite` or `tooNew`.
    package func rebuild() throws(StoreError) {
        guard !isReadOnly else { throw Self.tooNew(path) }
        try StoreError.naming(path, .cannotWrite) {
            try connection.withLock { connection in
                let open = try Self.open(connection)
                guard let writer = open.writer else { return }
                let entries = try Self.entries(JournalQuery(), of: open.database)
                try open.database.transaction {
                    try open.database.execute("DELETE FROM orders; DELETE FROM scripts")
                    for entry in entries {
                        try writer.follow(entry.record, entry.record.subjects.first?.reference ?? "", entry.seq)
                    }
                    for replay in Self.replay(entries).orders.values {
                        if let entry = replay.replay.entry { try writer.write(JournalOrderState(entry)) }
                    }
                }
            }
        }
    }

    /// An order's events, taken in.
    struct Replayed {
        var replay = OrderReplay()
        var isSent = false
        var isReleased = false
    }

    private static func replay(_ entries: [JournalEntry]) -> (orders: [String: Replayed], references: [String]) {
        var orders: [String: Replayed] = [:]
        var references: [String] = []
        for entry in entries {
            guard let reference = entry.record.subjects.first?.reference else { continue }
            switch entry.record.event {
            case .intent:
                if orders[reference]?.replay.entry == nil { references.append(reference) }
                orders[reference] = Replayed()
            case .sent: orders[reference]?.isSent = true
            case .released: orders[reference]?.isReleased = true
            default: break
            }
            orders[reference]?.replay.take(entry.record.event)
        }
        return (orders, references)
    }
}

extension JournalOrder {
    /// What differs. That an order's fate became unknown with a connection is no event of the order.
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
