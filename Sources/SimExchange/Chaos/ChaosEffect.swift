internal import TWSWire

/// One kind of chaos: what it does to requests, to what the exchange sends, and to connections.
///
/// A value without a clock. Effects stand in a row; what the exchange sends passes them from the first to the last,
/// requests and new connections come the other way. What one sends goes on with the next one in the row.
protocol ChaosEffect: Sendable {
    /// Whether a connection comes through to the exchange; if not, the effect has answered it.
    mutating func admits(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn) -> Bool

    /// The exchange has taken a client in and greeted it.
    mutating func connected(_ connection: ConnectionID, clientID: Int, _ turn: inout Turn)

    /// A client is gone, or its connection was closed.
    mutating func disconnected(_ connection: ConnectionID)

    /// A request comes; tells whether it goes on to the exchange.
    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool

    /// Something is on its way to a client; it is lost unless it is sent on.
    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn)

    /// The time has come for which a wake was set.
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
    /// The plans in the order in which their effects stand: orders first, then fills, then connections.
    static let row: [ChaosPlan] = [
        .noAcknowledgement, .rejection, .hold, .doubleLiveOnModify, .executionCorrection, .presetNotice,
        .commissionFirst, .commissionPending, .lateExecution, .duplicateStatus, .lostMidFill, .restoredDataLost,
        .restoredDataKept, .idRollback, .clientIDInUse, .nightlyRestart, .slow, .garbage, .halfOpen,
    ]

    /// What does it; `nil` for plans that the exchange itself or its owner carries out.
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

// MARK: At a time that a course names

extension ChaosPlan {
    /// The plans that can come at a given time.
    static let timed: [ChaosPlan] = [.restoredDataLost, .restoredDataKept, .nightlyRestart, .halfOpen]

    /// What does it at a given time; `nil` for plans that have none.
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
