internal import TWSWire

/// One kind of chaos: its effect on requests, on what the exchange sends, and on connections.
///
/// A value without a clock. Effects form a row; what the exchange sends passes them from the first to the last,
/// requests and new connections pass them the other way. What one effect sends continues with the next one in the row.
protocol ChaosEffect: Sendable {
    /// Returns whether a connection reaches the exchange; if not, the effect has answered it.
    mutating func admits(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) -> Bool

    /// The exchange has admitted and greeted a client.
    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn)

    /// A client has disconnected, or its connection was closed.
    mutating func disconnected(_ connection: ConnectionID)

    /// Returns whether a request reaches the exchange.
    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool

    /// Handles an output on its way to a client; it is lost unless it is sent on.
    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn)

    /// Handles a wake at its time.
    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn)
}

extension ChaosEffect {
    mutating func admits(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) -> Bool { true }

    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) {}

    mutating func disconnected(_ connection: ConnectionID) {}

    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool { true }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) { turn.send(outgoing) }

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {}
}

extension ChaosPlan {
    /// The plans in the order of their effects: orders first, then fills, then connections.
    static let row: [ChaosPlan] = [
        .noAcknowledgement, .rejection, .hold, .doubleLiveOnModify, .executionCorrection, .presetNotice,
        .commissionFirst, .commissionPending, .lateExecution, .duplicateStatus, .lostMidFill, .restoredDataLost,
        .restoredDataKept, .idRollback, .clientIDInUse, .nightlyRestart, .slow, .garbage, .halfOpen,
    ]

    /// Returns the effect; `nil` for plans that the exchange itself or its owner carries out.
    func effect(_ random: SeededGenerator) -> (any ChaosEffect)? {
        switch self {
        case .lostMidFill: LostMidFill()
        case .restoredDataLost: RestoredDataLost(random: random)
        case .restoredDataKept: RestoredDataKept(random: random)
        case .nightlyRestart: NightlyRestart(random: random)
        case .idRollback: IDRollback(random: random)
        case .clientIDInUse: ClientIDInUse()
        case .duplicateStatus: DuplicateStatus(random: random)
        case .lateExecution: LateExecution(random: random)
        case .noAcknowledgement: NoAcknowledgement(random: random)
        case .doubleLiveOnModify: DoubleLiveOnModify()
        case .presetNotice: PresetNotice()
        case .halfOpen: HalfOpen(random: random)
        case .garbage: Garbage(random: random)
        case .slow: Slow(random: random)
        case .executionCorrection: ExecutionCorrection(random: random)
        case .commissionPending: CommissionPending()
        case .rejection: SystemRejection(random: random)
        case .hold: LocateHold(random: random)
        case .commissionFirst, .wedged, .splitFrames: nil
        }
    }
}

// MARK: At a time set by a course

extension ChaosPlan {
    /// The plans that can come at a given time.
    static let timed: [ChaosPlan] = [.restoredDataLost, .restoredDataKept, .nightlyRestart, .halfOpen]

    /// Returns the effect at a given time; `nil` for plans that have none.
    func effect(_ random: SeededGenerator, at moment: ExchangeInstant) -> (any ChaosEffect)? {
        switch self {
        case .restoredDataLost: RestoredDataLost(random: random, at: moment)
        case .restoredDataKept: RestoredDataKept(random: random, at: moment)
        case .nightlyRestart: NightlyRestart(random: random, at: moment)
        case .halfOpen: HalfOpen(random: random, at: moment)
        default: nil
        }
    }
}
