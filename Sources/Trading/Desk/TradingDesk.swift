internal import TWSWire

/// The one authority between the scripts of a run and TWS: nothing reaches the connection that it did not make.
///
/// It checks what scripts intend, numbers it, keeps the book of orders and positions, and tells each script what has
/// become of its own. A value: intents, messages and the connection's events go in with the moment they happen, verdicts
/// and actions come out. It outlives a connection, and so do its ids.
package struct TradingDesk: Sendable {
    /// What a desk is made with.
    package struct Configuration: Sendable {
        /// The client's number at TWS.
        package var clientId: Int
        /// Whether ``DeskAction/journal(_:)`` actions are made.
        package var keepsJournal: Bool
        /// Whether the other side has begun with this run, so that there is nothing of before at the first connection.
        package var startsFresh: Bool
        /// Whether a script may use a name that belongs to another file.
        package var takesOver: Bool
        /// Whether TWS is asked, before an order is judged, which instrument its contract is.
        package var asksAboutContracts: Bool

        /// A configuration; without a journal, and careful, unless told otherwise.
        package init(
            clientId: Int,
            keepsJournal: Bool = false,
            startsFresh: Bool = false,
            takesOver: Bool = false,
            asksAboutContracts: Bool = false
        ) {
            self.asksAboutContracts = asksAboutContracts
            self.clientId = clientId
            self.keepsJournal = keepsJournal
            self.startsFresh = startsFresh
            self.takesOver = takesOver
        }
    }

    /// What is known of the connection while it is up.
    package struct Connection: Sendable, Hashable {
        /// The account that orders go to.
        package var account: String
        /// Every account of the login.
        package var accounts: [String]
        /// Version of the protocol that both sides agreed on.
        package var serverVersion: Int
        /// The lowest order id that TWS takes.
        package var nextValidId: Int

        /// Makes one from its parts.
        package init(account: String, accounts: [String], serverVersion: Int, nextValidId: Int) {
            self.account = account
            self.accounts = accounts
            self.serverVersion = serverVersion
            self.nextValidId = nextValidId
        }
    }

    /// What it was made with.
    package let configuration: Configuration
    /// The orders of all scripts of the run.
    package internal(set) var ledger = OrderLedger()
    /// Whether orders may enter.
    package internal(set) var halt = Halt()
    /// The connection; `nil` while there is none.
    package internal(set) var connection: Connection?
    /// What a person has written down for the account; `nil` before it is known, and where nobody has.
    var accountFile: AccountLimits?
    var seats: [ScriptSeat] = []
    var orderIds = OrderIds()
    var routes = RequestRoutes()
    /// Orders that were modified before TWS had acknowledged them, as they were placed: what waits to be sent of them may
    /// be the modification.
    var modifiedEarly: [Int: Order] = [:]
    /// Parents of brackets of which a child could not leave.
    var brokenBrackets: Set<Int> = []
    /// Orders that a script was given numbers for and that never left, because the connection ended before it went on.
    var keptBack: Set<Int> = []
    /// Scripts that wait for the answer of a what-if, by its order id.
    var whatIfs: [Int: ScriptID] = [:]
    /// Orders by which a person has positions closed.
    var closing: Set<Int> = []
    var knowledge = RiskGate.Knowledge()
    /// What the desk has asked TWS, to judge orders by the answers.
    var questions = Questions()
    /// Whether an answer has come that scripts have not been told of.
    var hasLearned = false
    /// What has left of all scripts.
    var tally = Tally()
    /// What the journal tells of earlier runs.
    var history: JournalHistory
    /// What is known of TWS's own view of the orders.
    var reconciler = Reconciler()
    /// Orders with a key, as this run's scripts have asked for them, by reference.
    var keyed: [String: Intent.NewOrder] = [:]
    /// The terms with which orders of earlier runs with a key were placed, by reference.
    var firstTerms: [String: Order] = [:]
    /// The day of each order of earlier runs that was placed to end with it, by its number.
    var pastDays: [Int: Int] = [:]
    private var hasBeenConnected = false
    /// Why new orders are held around TWS's restart; `nil` while they are not.
    var restartHold: Obstacle?
    /// The streams that scripts have asked for.
    var subscriptions = Subscriptions()

    /// A desk without scripts or connection.
    package init(configuration: Configuration, history: JournalHistory = JournalHistory()) {
        self.configuration = configuration
        self.history = history
        knowledge.asks = configuration.asksAboutContracts
    }

    /// Takes a script in; its place is its name from then on.
    package mutating func add(_ seat: ScriptSeat) -> ScriptID {
        seats.append(seat)
        return ScriptID(seats.count - 1)
    }

    /// Takes in what a person has written down for the account; before the scripts begin.
    package mutating func limit(by file: AccountLimits) {
        accountFile = file
        for place in seats.indices { seats[place].gate = seats[place].gate.limited(by: file) }
    }

    /// A script as the desk knows it.
    package func seat(_ script: ScriptID) -> ScriptSeat { seats[script.number] }
}

// MARK: The connection

extension TradingDesk {
    /// The connection is up.
    package mutating func connected(_ connection: Connection, at now: RunInstant) -> [DeskAction] {
        self.connection = connection
        orderIds.seeNextValid(connection.nextValidId)
        let isFirst = !hasBeenConnected
        hasBeenConnected = true
        var actions = journal(.connected(accounts: connection.accounts), at: now)
        if isFirst { actions += restore(at: now) }
        actions += watchLoss()
        if isFirst, configuration.startsFresh {
            reconciler.isReconciled = true
            return actions
        }
        return actions + beginRound(at: now)
    }

    /// The connection is gone: orders that TWS has not acknowledged may live or not, and nobody can tell now.
    ///
    /// - Parameters:
    ///   - unsent: Orders whose bytes never reached the socket.
    ///   - keptBack: Orders that were not even handed to the connection: what becomes of them is told when they are.
    package mutating func disconnected(
        reason: String,
        unsent: [Int] = [],
        keptBack: Set<Int> = [],
        at now: RunInstant
    ) -> [DeskAction] {
        guard connection != nil else { return [] }
        connection = nil
        reconciler.connectionLost()
        // Nobody answers them any more.
        whatIfs = [:]
        questions.connectionLost()
        knowledge.contracts.forgetQuestions()
        self.keptBack.formUnion(keptBack)
        var actions = journal(.disconnected(reason: reason), at: now)
        for orderId in unsent where neverLeft(orderId) { actions += takenBack(orderId: orderId, at: now) }
        return actions + tell(ledger.connectionLost(besides: self.keptBack), at: now)
    }
}

// MARK: What is made of changes

extension TradingDesk {
    /// Tells each order's script what has changed.
    mutating func tell(_ changes: [LedgerChange], at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        for news in news(of: changes) {
            let told: DeskNews = news.isOwn ? .order(news.entry, news.changes) : .watched(news.entry, news.changes)
            actions.append(.tell(news.script, told))
        }
        return actions + alarms(in: changes, at: now) + questions(in: changes)
    }

    /// Changes by order, in the order in which orders first appear: for the order's script, and those that watch it.
    func news(of changes: [LedgerChange]) -> [Reception.News] {
        var orders: [(entry: LedgerEntry, changes: [LedgerChange])] = []
        for change in changes {
            guard let entry = ledger[change.orderId] else { continue }
            if let place = orders.firstIndex(where: { $0.entry.orderId == change.orderId }) {
                orders[place].changes.append(change)
            } else {
                orders.append((entry, [change]))
            }
        }
        return orders.flatMap { order in
            seats.indices.compactMap { place in
                let isOwn = place == order.entry.owner
                guard isOwn || seats[place].watchesAccount else { return nil }
                return Reception.News(
                    script: ScriptID(place),
                    entry: order.entry,
                    changes: order.changes,
                    isOwn: isOwn
                )
            }
        }
    }

    /// What must not happen halts entries.
    mutating func alarms(in changes: [LedgerChange], at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        for case .alarm(let orderId, let message) in changes {
            actions += journal(.alarm(message, orderId: orderId), at: now)
            actions += closeSwitch(because: message, at: now)
            actions.append(.alarm(message, orderId: orderId))
        }
        return actions
    }

    /// An order that got an error before an acknowledgement: only TWS's list of open orders can tell whether it lives.
    mutating func questions(in changes: [LedgerChange]) -> [DeskAction] {
        // What a lost connection still tells cannot be asked about.
        guard connection != nil else { return [] }
        for case .reconciliationNeeded in changes {
            ledger.beginReconciliation()
            reconciler.openOrders.append(.suspicion)
            return [.send(.reqOpenOrders(.init()))]
        }
        return []
    }
}
