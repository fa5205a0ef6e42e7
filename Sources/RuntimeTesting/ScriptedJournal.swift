package import ScriptRuntime
package import Trading

/// A journal that records what it is given, or refuses it as the test says.
package final class ScriptedJournal: RunJournal {
    /// Why nothing can be written or opened; `nil` if it can.
    package var refusal: JournalFailure?
    /// The records written so far, in order.
    package private(set) var records: [JournalRecord] = []
    /// The latest state of each order, by reference.
    package private(set) var states: [String: JournalOrderState] = [:]
    /// What earlier runs have left.
    package var past = JournalHistory()
    /// What scripts have stored, by script and name.
    package var memory: [String: [String: String]] = [:]

    /// Returns what the test has prepared, or the script has stored.
    package func memory(ofScript name: String) throws(JournalFailure) -> [String: String] { memory[name] ?? [:] }

    /// Whether it was closed.
    package private(set) var isClosed = false
    /// The trace of the run; set by its bench.
    var trace: RunTrace?

    /// Makes an empty journal.
    package init() {}

    /// Notes the opening.
    package func open(account: String, instance: String?) throws(JournalFailure) {
        if let refusal { throw refusal }
        trace?.note("open journal of \(account)")
    }

    /// Returns what the test has prepared.
    package func history(scripts: [String]) throws(JournalFailure) -> JournalHistory { past }

    /// What the test has prepared; `nil` leaves it to the run's own book.
    package var positions: [NetPosition]?

    /// Returns what the test has prepared.
    package func openPositions(ofScript script: String?) throws(JournalFailure) -> [NetPosition]? { positions }

    /// Stores the records, or refuses them.
    package func commit(
        _ records: [JournalRecord],
        states: [JournalOrderState],
        memory: [JournalMemory]
    ) throws(JournalFailure) {
        if let refusal {
            trace?.note("refuse \(records.traceText)")
            throw refusal
        }
        let kept = memory.map { " keep \($0.script).\($0.key)" }.joined()
        trace?.note("commit \(records.traceText)\(kept)")
        for entry in memory { self.memory[entry.script, default: [:]][entry.key] = entry.text }
        self.records += records
        for state in states { self.states[state.reference] = state }
    }

    /// Notes the closing.
    package func close() throws(JournalFailure) { isClosed = true }
}

extension [JournalRecord] {
    /// The text in a trace: `intent 1, message 2`.
    package var traceText: String {
        map { record in
            let name = "\(record.event)".prefix { $0 != "(" }
            return ([String(name)] + record.subjects.map { "\($0.orderId)" }).joined(separator: " ")
        }.joined(separator: ", ")
    }
}
