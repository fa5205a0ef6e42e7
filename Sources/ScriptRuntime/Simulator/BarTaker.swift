internal import SimExchange

/// Takes consecutive bars of past data with no other event between them.
protocol BarTaker: AnyObject {
    /// Whether a sequence of a query's bars can begin with this one; if so, ``end()`` follows.
    func begin(with step: BarFeed.Step, of request: Int) -> Bool
    /// Takes the next bar, at its instant, if it can come without messages.
    func take(_ step: BarFeed.Step) -> BarTaking
    /// Ends the sequence, with the exchange at the instant of the last bar, and carries out what is pending.
    func end()
}

/// The outcome of a bar that is given without messages.
enum BarTaking {
    /// The bar must come as messages.
    case refused
    /// The bar was taken, and nothing needs to be done because of it.
    case atRest
    /// The bar was taken, and something must be done before anything else comes.
    case busy
}
