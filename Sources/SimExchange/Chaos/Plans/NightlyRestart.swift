internal import TWSWire

/// `nightly-restart`: 10 to 30 s after the first client, all connections are closed, as are new ones for 5 to 15 s;
/// from then on the same happens every 24 hours.
struct NightlyRestart: ChaosEffect {
    private static let shutdown = 0
    private static let startup = 1

    private var random: SeededGenerator
    /// When it first happens; `nil` for a random time.
    private let moment: ExchangeInstant?
    private var isPlanned = false
    private var isDown = false

    init(random: SeededGenerator, at moment: ExchangeInstant? = nil) {
        (self.random, self.moment) = (random, moment)
    }

    mutating func admits(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) -> Bool {
        if isDown { turn.close(connection, reason: "TWS restarts") }
        return !isDown
    }

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {
        guard !isPlanned else { return }
        isPlanned = true
        turn.wake(Self.shutdown, at: moment ?? random.momentSoon(after: turn.now))
    }

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {
        isDown = number == Self.shutdown
        guard isDown else { return }
        for connection in turn.connections { turn.close(connection, reason: "TWS restarts") }
        let length = Int64(random.nextInteger(in: 5000...15_000))
        turn.wake(Self.startup, at: turn.now.adding(milliseconds: length))
        turn.wake(Self.shutdown, at: turn.now.adding(seconds: 24 * 3600))
    }
}
