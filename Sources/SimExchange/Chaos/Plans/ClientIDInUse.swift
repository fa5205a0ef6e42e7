internal import TWSWire

/// `326`: the second connection of a client ID is refused as if the first were still open; later ones are not.
struct ClientIDInUse: ChaosEffect {
    private var known: Set<Int> = []
    private var refused: Set<Int> = []

    mutating func admits(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) -> Bool {
        guard known.contains(clientID), !turn.clients.values.contains(clientID), refused.insert(clientID).inserted
        else { return true }
        turn.send(.clientIDInUse, to: connection)
        turn.close(connection, reason: "client id \(clientID) is in use")
        return false
    }

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {
        known.insert(clientID)
    }
}
