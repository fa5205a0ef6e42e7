internal import SimExchange

/// Takes bars of past data that nothing comes between, one after the other.
protocol BarTaker: AnyObject {
    /// Whether a run of bars of a query may begin, with this one; ``end()`` follows then.
    func begin(with step: BarFeed.Step, of request: Int) -> Bool
    /// Whether the next one may be taken.
    func canTake(_ step: BarFeed.Step) -> Bool
    /// Takes one, at its instant; tells whether nothing has to be done because of it.
    func take(_ step: BarFeed.Step) -> Bool
    /// The run is over, and the exchange at the instant of the last one: what has to be done is done.
    func end()
}
