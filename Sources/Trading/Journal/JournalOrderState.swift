internal import TWSWire

/// The state of an order in the journal's list of orders.
package struct JournalOrderState: Sendable, Hashable {
    /// The order's reference.
    package var reference: String
    /// TWS's permanent id; 0 until known.
    package var permId: Int
    /// TWS's status word, `NotSent`, `Rejected`, or `Unknown`.
    package var word: String
    /// Whether the order can no longer fill.
    package var isDone: Bool

    /// Creates a state from its parts.
    package init(reference: String, permId: Int, word: String, isDone: Bool) {
        self.reference = reference
        self.permId = permId
        self.word = word
        self.isDone = isDone
    }

    /// Creates the state of a ledger entry.
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
