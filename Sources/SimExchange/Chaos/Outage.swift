internal import TWSWire

/// A period during which TWS has no connection to IB: when it begins, and who is told.
struct Outage: Sendable {
    private enum State: Hashable, Sendable {
        case ahead, planned, running, over
    }

    private var state = State.ahead
    /// The news that waits for the end, in order.
    private var held: [Outgoing] = []

    /// Whether it has begun and not ended.
    var isRunning: Bool { state == .running }
    /// Whether it has not been planned yet.
    var isAhead: Bool { state == .ahead }

    /// Tells a client that connects during the outage; returns `true` for the first client, when the start must be
    /// planned.
    mutating func connected(_ connection: ConnectionID, _ turn: inout Turn) -> Bool {
        if isRunning { turn.send(.connectivityLost, to: connection) }
        guard isAhead else { return false }
        state = .planned
        return true
    }

    /// Begins the outage: every client gets 1100.
    mutating func begin(_ turn: inout Turn) {
        state = .running
        turn.sendToAll(.connectivityLost)
    }

    /// Holds back news, which comes from IB, during the outage; returns whether it did.
    mutating func holds(_ outgoing: Outgoing) -> Bool {
        guard isRunning, let news = outgoing.news else { return false }
        if !news.comesEverySecond { held.append(outgoing) }
        return true
    }

    /// Ends the outage: every client gets 1101 or 1102, and then the news that was held back.
    mutating func end(_ notice: Rejection, _ turn: inout Turn) {
        state = .over
        turn.sendToAll(notice)
        for outgoing in held { turn.send(outgoing) }
        held = []
    }
}

extension ServerMessage {
    /// Whether the next message, a second later, supersedes this one.
    fileprivate var comesEverySecond: Bool {
        switch self {
        case .pnl, .pnlSingle: true
        default: false
        }
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
