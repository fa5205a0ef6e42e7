extension JournalFile {
    /// Returns what a script has kept across its runs, by name.
    ///
    /// - Throws: ``StoreError`` with code `damaged`.
    package func memory(ofScript name: String) throws(StoreError) -> [String: String] {
        try read { database in
            var memory: [String: String] = [:]
            let rows = try database.rows(
                "SELECT key, text FROM memory WHERE script_name = ?",
                with: [.text(name)],
                { ($0.text(at: 0), $0.text(at: 1)) }
            )
            for (key, text) in rows { memory[key] = text }
            return memory
        }
    }
}
