package import Trading

/// Where a run records what it is about to do. Used on the run's event loop.
package protocol RunJournal: AnyObject {
    /// Opens the journal of an account, or makes one; waits until it is open.
    ///
    /// - Parameter instance: The simulator in another process that has the account.
    func open(account: String, instance: String?) throws(JournalFailure)
    /// Returns what earlier runs have left, for a run of the scripts with these names.
    func history(scripts: [String]) throws(JournalFailure) -> JournalHistory
    /// Writes records, the current state of their orders, and what scripts store: all of it or nothing.
    func commit(
        _ records: [JournalRecord],
        states: [JournalOrderState],
        memory: [JournalMemory]
    ) throws(JournalFailure)
    /// Returns what a script has stored across its runs, by name.
    func memory(ofScript name: String) throws(JournalFailure) -> [String: String]
    /// Returns what ibscript's orders of all runs, or of one script, have traded and not closed; `nil` if that is not
    /// recorded.
    func openPositions(ofScript script: String?) throws(JournalFailure) -> [NetPosition]?
    /// Closes the journal.
    func close() throws(JournalFailure)
}

/// Why a journal cannot be used: what happened, and what to do about it.
package struct JournalFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened and what to do, in one line.
    package let description: String

    /// Makes a failure in the words of whatever stores the journal.
    package init(_ description: String) { self.description = description }
}

/// What a script was made from, for the journal.
package struct ScriptOrigin: Sendable, Hashable {
    /// The canonical path of its file.
    package var file: String
    /// The SHA-256 of its source, in hexadecimal digits.
    package var sha256: String

    /// Makes an origin from its parts.
    package init(file: String, sha256: String) {
        self.file = file
        self.sha256 = sha256
    }
}
