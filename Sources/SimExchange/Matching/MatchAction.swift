/// What matching has decided about an order; the exchange sends it to TWS, or carries it out.
enum MatchAction: Sendable, Hashable {
    /// The order's trigger was met.
    case elect(Int)
    /// The order fills.
    case fill(FillDecision)
    /// The rest of an order that may not wait is withdrawn from the market.
    case withdraw(Int)
    /// The order is cancelled from within TWS.
    case cancel(Int)
    /// The order's time in force has ended.
    case expire(Int)
    /// The order is held until its market opens.
    case awaitOpening(Int, ExchangeInstant)
}
