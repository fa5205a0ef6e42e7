internal import TWSWire

/// `late-exec`: execDetails and commission reports arrive 1.8 to 2.2 s after the order's status, in order.
struct LateExecution: ChaosEffect {
    private var lag: Lag

    init(random: SeededGenerator) {
        lag = Lag(milliseconds: 1800...2200, random)
    }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        switch outgoing.news {
        case .execDetails, .commissionAndFeesReport:
            turn.send(outgoing, at: lag.due(outgoing.connection, turn))
        default: turn.send(outgoing)
        }
    }

    mutating func disconnected(_ connection: ConnectionID) { lag.forget(connection) }
}
