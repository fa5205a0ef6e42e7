internal import TWSWire

/// `no-ack`: one new order in three is swallowed: neither the exchange nor the client hears of it again.
///
/// If it is sent again with the same ID, it passes.
struct NoAcknowledgement: ChaosEffect {
    let random: SeededGenerator
    private var swallowed: Set<OrderKey> = []

    init(random: SeededGenerator) {
        self.random = random
    }

    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool {
        guard let key = exchange.newOrder(request, from: connection), random.chooses(key) else { return true }
        return !swallowed.insert(key).inserted
    }
}
