internal import TWSWire

/// `garbage`: 10 to 30 s after the first connection of each client ID, the connection gets a length that no frame may
/// have, followed by some bytes.
struct Garbage: ChaosEffect {
    let random: SeededGenerator
    private var known: Set<Int> = []

    init(random: SeededGenerator) {
        self.random = random
    }

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {
        guard known.insert(clientID).inserted else { return }
        turn.wake(connection.number, at: random.derived(clientID).momentSoon(after: turn.now))
    }

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {
        let connection = ConnectionID(number)
        guard let clientID = turn.clients[connection] else { return }
        var stream = random.derived("bytes").derived(clientID)
        let bytes = (0..<stream.nextInteger(in: 8...64)).map { _ in UInt8(stream.nextInteger(in: 0...255)) }
        let output = ExchangeOutput.raw(connection, [0xFF, 0xFF, 0xFF, 0xFF] + bytes)
        turn.send(Outgoing(output: output, isAnswer: false))
    }
}
