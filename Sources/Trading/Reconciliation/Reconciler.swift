internal import TWSWire

/// What the desk keeps of its looks at TWS: whether orders may enter, what is asked, what was missing.
struct Reconciler: Sendable {
    /// Who asked for a list whose rows bear no number: lists are answered in the order in which they were asked for.
    enum Asker: Sendable {
        case desk
        case script
        /// The desk, about an order that got an error before it was acknowledged; scripts hear the answer.
        case suspicion
    }

    /// Seconds until the next round while the fate of an order is unknown.
    static let period = 60.0
    /// Seconds until another try, when TWS has left an end mark out or an order is missing for the first time.
    static let shortPeriod = 3.0

    /// Whether a round was completed on this connection: before, no order enters.
    var isReconciled = false
    /// The round under way.
    var round: ReconciliationRound?
    /// Whether something happened during the round that calls for another one.
    var isRoundDue = false
    /// When the next round begins by itself.
    var nextRound: RunInstant?
    /// Whether TWS has its connection to IB.
    var isLinkUp = true
    var openOrders: [Asker] = []
    var completedOrders: [Asker] = []
    var positions: [Asker] = []
    /// Replies to reqIds that are to come.
    var nextIds = 0
    /// Whether a script hears of positions.
    var scriptsHearPositions = false
    /// Orders that TWS has named as working since the last complete round.
    var named: Set<Int> = []
    var absences = Absences()
    /// Orders whose day is over and that the last complete round has not named: the next one settles them.
    var expiring: Set<Int> = []
    /// The account in the last complete round; `nil` before the first.
    var account: AccountView?
    var comparison = PositionComparison()
    var executions = AccountExecutions()
    /// Orders of others that were shown, by permanent id.
    var shown: Set<Int> = []
    /// What was said of a round that is not complete, so that it is said once.
    var complaint = ""

    /// When the desk wants to be woken.
    var wake: RunInstant? { round?.deadline ?? nextRound }

    /// The connection is gone, and with it every answer.
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

    /// The round under way is over: what it asked for is not waited for any more.
    mutating func endRound() {
        round = nil
        nextIds = 0
        for list in [\Self.openOrders, \.completedOrders, \.positions] {
            if let place = self[keyPath: list].firstIndex(of: .desk) { self[keyPath: list].remove(at: place) }
        }
    }
}
