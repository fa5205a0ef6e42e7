/// TWS's words for the state of an order that the ledger tells apart (protocol: "Order status life cycle").
enum StatusWord {
    /// Sent, not confirmed; also the state of an order of which TWS has said nothing yet.
    static let pendingSubmit = "PendingSubmit"
    /// A cancel was sent and is not confirmed; fills are still possible.
    static let pendingCancel = "PendingCancel"
    /// All filled.
    static let filled = "Filled"
    /// The rest is cancelled.
    static let cancelled = "Cancelled"
    /// Cancelled before it was confirmed.
    static let apiCancelled = "ApiCancelled"
    /// Rejected, or held by a problem; a new status may follow.
    static let inactive = "Inactive"

    /// Whether no status may follow the word, except one that tells another end.
    static func isCancelled(_ word: String) -> Bool { word == cancelled || word == apiCancelled }

    /// Whether an order of which TWS said `old` may take `new` as its word.
    static func allows(_ new: String, after old: String) -> Bool {
        if old == filled { return new == filled }
        guard isCancelled(old) else { return true }
        return isCancelled(new) || new == filled || new == inactive
    }
}
