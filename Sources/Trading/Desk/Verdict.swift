/// The desk's answer to an ``Intent``, given at once.
package enum Verdict: Sendable {
    /// The orders are checked and numbered; they leave with this turn of the event loop.
    case placed([LedgerEntry])
    /// The orders bear the keys of orders that were placed before, with the same terms: nothing leaves.
    case known([LedgerEntry])
    /// It can be judged only when more is known: submit it again when ``DeskAction/reconciled`` or
    /// ``DeskAction/learned`` comes.
    case needs(Need)
    /// The orders that were asked for, oldest first.
    case orders([LedgerEntry])
    /// What is held, as it was asked for.
    case holdings([Holding])
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

    /// What has to be known first.
    package enum Need: Sendable, Hashable {
        /// Everything that TWS knows of orders, and whether orders of unknown fate ever left.
        case reconciled
        /// Which instrument the contract is, and what its price steps are.
        case details
        /// A price of the instrument.
        case price
        /// The margin that the order needs.
        case margin
    }
}
