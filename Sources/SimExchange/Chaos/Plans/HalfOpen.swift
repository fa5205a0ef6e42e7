internal import TWSWire

/// `half-open`: 10 to 30 s after the first connection of each client ID, nothing passes on it any longer, either way;
/// it ends when the client closes it.
struct HalfOpen: ChaosEffect {
    let random: SeededGenerator
    /// When it starts; `nil` for a random time.
    let moment: ExchangeInstant?
    private var known: Set<Int> = []
    private var dead: Set<ConnectionID> = []

    init(random: SeededGenerator, at moment: ExchangeInstant? = nil) {
        (self.random, self.moment) = (random, moment)
    }

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {
        guard known.insert(clientID).inserted else { return }
        turn.wake(connection.number, at: moment ?? random.derived(clientID).momentSoon(after: turn.now))
    }

    mutating func disconnected(_ connection: ConnectionID) { dead.remove(connection) }

    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool { !dead.contains(connection) }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        if !dead.contains(outgoing.connection) { turn.send(outgoing) }
    }

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {
        let connection = ConnectionID(number)
        if turn.clients[connection] != nil { dead.insert(connection) }
    }
}
