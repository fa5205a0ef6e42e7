internal import TWSWire

/// `1101`: 1100 comes 10 to 30 s after the first client, 1101 5 s later. All market data streams end without a message:
/// at 1100 the existing ones, at 1101 those started in between. News of orders and of the account comes after 1101.
struct RestoredDataLost: ChaosEffect {
    let random: SeededGenerator
    /// When it starts; `nil` for a random time.
    let moment: ExchangeInstant?
    private var outage = Outage()

    init(random: SeededGenerator, at moment: ExchangeInstant? = nil) {
        (self.random, self.moment) = (random, moment)
    }

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {
        if outage.connected(connection, &turn) { turn.wake(0, at: moment ?? random.momentSoon(after: turn.now)) }
    }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        if !outage.holds(outgoing) { turn.send(outgoing) }
    }

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {
        exchange.loseMarketData()
        guard outage.isRunning else {
            turn.wake(0, at: turn.now.adding(seconds: 5))
            return outage.begin(&turn)
        }
        outage.end(.restoredDataLost, &turn)
    }
}
