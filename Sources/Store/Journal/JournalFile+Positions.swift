package import Trading

extension JournalFile {
    /// Returns what the orders of all ibscript runs, or of one script, have traded and not closed.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func openPositions(ofScript script: String? = nil) throws(StoreError) -> [NetPosition] {
        try read { database in
            var nets = FillNets(script: script)
            let sql = "SELECT \(JournalRow.columns) FROM events WHERE kind IN (?, ?) ORDER BY seq"
            let kinds = [JournalKind.intent, .message].map { SQLiteValue.text($0.rawValue) }
            _ = try database.rows(sql, with: kinds) { row in
                if let entry = JournalRow(row).entry { nets.take(entry.record) }
            }
            return nets.open
        }
    }
}
