internal import TWSWire

/// `hold`: one new order in three waits 3 to 8 s at the exchange, PreSubmitted with whyHeld `locate`.
struct LocateHold: ChaosEffect {
    let random: SeededGenerator

    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool {
        if let key = exchange.newOrder(request, from: connection), random.chooses(key) {
            var stream = random.derived("length").stream(of: key)
            let length = stream.nextInteger(in: 3000...8000)
            exchange.plannedChaos[key, default: OrderChaos()].holdMilliseconds = length
        }
        return true
    }
}
