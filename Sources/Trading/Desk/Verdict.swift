/// The desk's immediate answer to an ``Intent``.
package enum Verdict: Sendable {
    /// The orders are checked and numbered; they are sent in this turn of the event loop.
    case placed([LedgerSnapshot])
    /// The keys belong to orders placed earlier with the same terms; nothing is sent.
    case known([LedgerSnapshot])
    /// More must be known first: submit the intent again on ``DeskAction/reconciled`` or ``DeskAction/learned``.
    case needs(Need)
    /// The requested orders, oldest first.
    case orders([LedgerSnapshot])
    /// The requested holdings.
    case holdings([Holding])
    /// The order's new terms are sent in this turn of the event loop.
    case modified(LedgerSnapshot)
    /// Cancels are sent for these orders; orders that are done or already being cancelled are not included.
    case cancelling([Int])
    /// The request is sent; its answers have this id, or `nil` if their kind has none.
    case requested(id: Int?)
    /// A rule forbids the intent.
    case denied(Denial)
    /// The intent cannot be carried out now, whatever the rules say.
    case impossible(Obstacle)

    /// What must be known first.
    package enum Need: Sendable, Hashable {
        /// Everything that TWS knows about orders, and whether orders of unknown fate were ever sent.
        case reconciled
        /// Which instrument the contract is, and its price steps.
        case details
        /// A price of the instrument.
        case price
        /// The margin that the order needs.
        case margin
    }
}
