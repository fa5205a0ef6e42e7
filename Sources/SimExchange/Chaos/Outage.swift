internal import TWSWire

/// A time during which TWS has no connection to IB: when it begins, and who is told.
struct Outage: Sendable {
    private enum State: Hashable, Sendable {
        case ahead, planned, running, over
    }

    private var state = State.ahead

    /// Whether it has begun and not ended.
    var isRunning: Bool { state == .running }
    /// Whether it can still begin.
    var isAhead: Bool { state == .ahead }

    /// Tells a client that connects meanwhile; true at the first client, when the beginning is to be planned.
    mutating func connected(_ connection: ConnectionID, _ turn: inout Turn) -> Bool {
        if isRunning { turn.send(.connectivityLost, to: connection) }
        guard isAhead else { return false }
        state = .planned
        return true
    }

    /// Connectivity is lost: every client gets 1100.
    mutating func begin(_ turn: inout Turn) {
        state = .running
        turn.sendToAll(.connectivityLost)
    }

    /// Connectivity is back: every client gets 1101 or 1102.
    mutating func end(_ notice: Rejection, _ turn: inout Turn) {
        state = .over
        turn.sendToAll(notice)
    }
}

extension Rejection {
    /// Notice 1100.
    static let connectivityLost = Rejection(
        1100,
        "Connectivity between IBKR and Trader Workstation has been lost."
    )
    /// Notice 1101.
    static let restoredDataLost = Rejection(
        1101,
        "Connectivity between IBKR and Trader Workstation has been restored - data lost."
    )
    /// Notice 1102.
    static let restoredDataKept = Rejection(
        1102,
        "Connectivity between IBKR and Trader Workstation has been restored - data maintained. "
            + "All data farms are connected: usfarm; ushmds; secdefil."
    )
}
