internal import TWSWire

/// `reject-201`: one new order in three is refused when it reaches the exchange: Inactive, then error 201.
///
/// A child that waits for its parent is refused, too.
struct SystemRejection: ChaosEffect {
    private static let reason = "The system does not accept this order now."

    let random: SeededGenerator

    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool {
        if let key = exchange.newOrder(request, from: connection), random.chooses(key) {
            exchange.plannedChaos[key, default: OrderChaos()].refusal = Self.reason
        }
        return true
    }
}
