internal import TWSWire

/// How an order stands, as the journal's list of orders has it.
package struct JournalOrderState: Sendable, Hashable {
    /// The order's reference.
    package var reference: String
    /// TWS's permanent id; 0 until known.
    package var permId: Int
    /// TWS's status word, `NotSent`, `Rejected`, or `Unknown`.
    package var word: String
    /// Whether it cannot fill any more.
    package var isDone: Bool

    /// A state from its parts.
    package init(reference: String, permId: Int, word: String, isDone: Bool) {
        self.reference = reference
        self.permId = permId
        self.word = word
        self.isDone = isDone
    }

    /// The state of a ledger's entry.
    package init(_ entry: LedgerEntry) {
        reference = entry.reference
        permId = entry.permId
        isDone = entry.outcome != nil
        word =
            switch entry.outcome {
            case .notSent: "NotSent"
            case .rejected: "Rejected"
            case .cancelled, .filled: entry.status.text
            case nil: entry.isUnknown ? "Unknown" : entry.status.text
            }
    }
}
