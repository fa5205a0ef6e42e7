package import Trading

/// Where a run writes down what it is about to do. Used on the run's event loop.
package protocol RunJournal: AnyObject {
    /// Opens the journal of an account, or makes one; waits until it is open.
    ///
    /// - Parameter instance: Names the simulator in another process that the account lives on.
    func open(account: String, instance: String?) throws(JournalFailure)
    /// What earlier runs have left, for a run of the scripts with these names.
    func history(scripts: [String]) throws(JournalFailure) -> JournalHistory
    /// Writes records, how the orders in them stand now, and what scripts want kept: all of it or nothing.
    func commit(
        _ records: [JournalRecord],
        states: [JournalOrderState],
        memory: [JournalMemory]
    ) throws(JournalFailure)
    /// What a script has kept over its runs, by name.
    func memory(ofScript name: String) throws(JournalFailure) -> [String: String]
    /// What ibscript's orders of all runs have traded and not closed, or those of one script; `nil` where that is not kept.
    func openPositions(ofScript script: String?) throws(JournalFailure) -> [NetPosition]?
    /// Nothing more is written.
    func close() throws(JournalFailure)
}

/// Why a journal cannot be used: what happened, and what to do about it.
package struct JournalFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened and what to do, in one line.
    package let description: String

    /// A failure in the words of whatever keeps the journal.
    package init(_ description: String) { self.description = description }
}

/// What a script was made of, for the journal.
package struct ScriptOrigin: Sendable, Hashable {
    /// Its file's canonical path.
    package var file: String
    /// SHA-256 of its source, in hexadecimal digits.
    package var sha256: String

    /// From its parts.
    package init(file: String, sha256: String) {
        self.file = file
        self.sha256 = sha256
    }
}
