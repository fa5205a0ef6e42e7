internal import TWSWire

/// `id-rollback`: the nextValidId that greets a client ID at every connection but its first is up to 9 too low, so that
/// an order has used it; the answer to reqIds is correct.
struct IDRollback: ChaosEffect {
    private var random: KeyedStreams
    private var known: Set<Int> = []
    private var misled: Set<ConnectionID> = []

    init(random: SeededGenerator) {
        self.random = KeyedStreams(random)
    }

    mutating func admits(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) -> Bool {
        if known.contains(clientID) { misled.insert(connection) }
        return true
    }

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {
        known.insert(clientID)
    }

    mutating func disconnected(_ connection: ConnectionID) { misled.remove(connection) }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        guard case .nextValidId(var next)? = outgoing.output.message,
            misled.remove(outgoing.connection) != nil, next.orderId > 1
        else { return turn.send(outgoing) }
        let clientID = turn.clients[outgoing.connection] ?? -1
        next.orderId -= random.next(clientID, in: 1...min(9, next.orderId - 1))
        turn.send(outgoing.carrying(.nextValidId(next)))
    }
}
