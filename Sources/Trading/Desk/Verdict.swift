/// The desk's answer to an ``Intent``, given at once.
package enum Verdict: Sendable {
    /// The orders are checked and numbered; they leave with this turn of the event loop.
    case placed([LedgerEntry])
    /// The order's new terms leave with this turn of the event loop.
    case modified(LedgerEntry)
    /// Cancels leave for these orders; those that are done, or are being cancelled already, are not among them.
    case cancelling([Int])
    /// The request leaves; its answers bear this number, `nil` where their kind has none.
    case requested(id: Int?)
    /// A rule forbids it.
    case denied(Denial)
    /// It cannot be done now, whatever the rules say.
    case impossible(Obstacle)
}
