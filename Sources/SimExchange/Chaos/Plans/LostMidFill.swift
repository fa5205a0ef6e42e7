internal import TWSWire

/// `1100-midfill`: at the first fill every client gets 1100; the fill and all news of orders in the next 10 s are lost.
/// All other news, such as positions, comes after 1102.
///
/// Clients learn of the lost news through reqExecutions, reqOpenOrders and reqCompletedOrders, which are answered as
/// always.
struct LostMidFill: ChaosEffect {
    private var outage = Outage()

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {
        if outage.isRunning { turn.send(.connectivityLost, to: connection) }
    }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        if outage.isAhead, case .execDetails? = outgoing.news {
            outage.begin(&turn)
            turn.wake(0, at: turn.now.adding(seconds: 10))
        }
        if outage.isRunning, outgoing.news?.isNewsOfOrders == true { return }
        if !outage.holds(outgoing) { turn.send(outgoing) }
    }

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {
        outage.end(.restoredDataKept, &turn)
    }
}

extension ServerMessage {
    /// The codes of the error messages that tell an order's fate.
    private static let orderCodes: Set<Int> = [161, 201, 202, 399, 10349]

    /// Whether the message is about an order: its state, its fills, or an error.
    fileprivate var isNewsOfOrders: Bool {
        switch self {
        case .openOrder, .orderStatus, .execDetails, .commissionAndFeesReport, .orderBound: true
        case .error(let error): Self.orderCodes.contains(error.errorCode)
        default: false
        }
    }
}
