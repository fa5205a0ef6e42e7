internal import SimExchange

/// Takes bars of past data that nothing comes between, one after the other.
protocol BarTaker: AnyObject {
    /// Whether a run of bars of a query may begin, with this one; ``end()`` follows then.
    func begin(with step: BarFeed.Step, of request: Int) -> Bool
    /// Takes the next one, at its instant, if it may come without messages.
    func take(_ step: BarFeed.Step) -> BarTaking
    /// The run is over, and the exchange at the instant of the last one: what has to be done is done.
    func end()
}

/// What becomes of a bar that is given without messages.
enum BarTaking {
    /// It has to come as messages.
    case refused
    /// It was taken, and nothing has to be done because of it.
    case atRest
    /// It was taken, and something has to be done before anything else comes.
    case busy
}
