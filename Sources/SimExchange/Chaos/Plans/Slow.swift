internal import TWSWire

/// `slow`: everything that a client receives arrives 0.5 to 2 s late, in order.
struct Slow: ChaosEffect {
    private var lag: Lag

    init(random: SeededGenerator) {
        lag = Lag(milliseconds: 500...2000, random)
    }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        turn.send(outgoing, at: lag.due(outgoing.connection, turn))
    }

    mutating func disconnected(_ connection: ConnectionID) { lag.forget(connection) }
}
