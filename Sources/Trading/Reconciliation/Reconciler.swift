internal import TWSWire

/// The state of the desk's reconciliation with TWS: whether orders may enter, what is requested, what was missing.
struct Reconciler: Sendable {
    /// Who asked for a list whose rows have no request id; lists are answered in the order of the requests.
    enum Asker: Sendable {
        case desk
        case script
        /// The desk, about an order that got an error before it was acknowledged; scripts hear the answer.
        case suspicion
    }

    /// Seconds until the next round while an order's fate is unknown.
    static let period = 60.0
    /// Seconds until the next attempt after TWS omitted an end mark or an order was missing for the first time.
    static let shortPeriod = 3.0

    /// Whether a round was completed on this connection; no order enters before that.
    var isReconciled = false
    /// The round under way.
    var round: ReconciliationRound?
    /// Whether something during the round requires another one.
    var isRoundDue = false
    /// When the next round starts on its own.
    var nextRound: RunInstant?
    /// Whether TWS is connected to IB.
    var isLinkUp = true
    var openOrders: [Asker] = []
    var completedOrders: [Asker] = []
    var positions: [Asker] = []
    /// The number of outstanding replies to `reqIds`.
    var nextIds = 0
    /// Whether a script receives positions.
    var scriptsHearPositions = false
    /// Orders that TWS has listed as working since the last complete round.
    var named: Set<Int> = []
    var absences = Absences()
    /// Orders whose day is over and that the last complete round did not list; the next round settles them.
    var expiring: Set<Int> = []
    /// The account in the last complete round; `nil` before the first.
    var account: AccountView?
    var comparison = PositionComparison()
    var executions = AccountExecutions()
    /// Orders of others that were shown, by permanent id.
    var shown: Set<Int> = []
    /// The last report of an incomplete round, so that it is shown only once.
    var complaint = ""

    /// When the desk must be woken.
    var wake: RunInstant? { round?.deadline ?? nextRound }

    /// Discards every pending answer, because the connection was lost.
    mutating func connectionLost() {
        isReconciled = false
        round = nil
        isRoundDue = false
        nextRound = nil
        isLinkUp = true
        (openOrders, completedOrders, positions, nextIds) = ([], [], [], 0)
        scriptsHearPositions = false
        named = []
    }

    /// Ends the current round: its answers are no longer awaited.
    mutating func endRound() {
        round = nil
        nextIds = 0
        for list in [\Self.openOrders, \.completedOrders, \.positions] {
            if let place = self[keyPath: list].firstIndex(of: .desk) { self[keyPath: list].remove(at: place) }
        }
    }
}
