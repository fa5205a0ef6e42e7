internal import TWSWire

/// The only authority between a run's scripts and TWS: nothing reaches the connection that the desk did not make.
///
/// It checks and numbers what scripts intend, keeps the book of orders and positions, and tells each script what
/// happens to its own. The desk is a value: intents, messages and connection events go in with their time; verdicts and
/// actions come out. It outlives a connection, and so do its ids.
package struct TradingDesk: Sendable {
    /// The settings of a desk.
    package struct Configuration: Sendable {
        /// The client id at TWS.
        package var clientId: Int
        /// Whether the desk emits ``DeskAction/journal(_:)`` actions.
        package var keepsJournal: Bool
        /// Whether these are the intents only, because nobody reads anything else.
        package var journalsOnlyIntents = false
        /// Whether the other side started with this run, so that nothing precedes the first connection.
        package var startsFresh: Bool
        /// Whether a script may use a name that belongs to another file.
        package var takesOver: Bool
        /// Whether the desk asks TWS which instrument a contract is before it judges an order.
        package var asksAboutContracts: Bool

        /// Creates a configuration; by default without a journal and with every precaution.
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

    /// What is known about the connection while it is up.
    package struct Connection: Sendable, Hashable {
        /// The account that receives the orders.
        package var account: String
        /// Every account of the login.
        package var accounts: [String]
        /// The protocol version that both sides agreed on.
        package var serverVersion: Int
        /// The lowest order id that TWS accepts.
        package var nextValidId: Int

        /// Creates a connection from its parts.
        package init(account: String, accounts: [String], serverVersion: Int, nextValidId: Int) {
            self.account = account
            self.accounts = accounts
            self.serverVersion = serverVersion
            self.nextValidId = nextValidId
        }
    }

    /// The settings that the desk was created with.
    package let configuration: Configuration
    /// The orders of all scripts of the run.
    package internal(set) var ledger = OrderLedger()
    /// The kill switch: whether orders may enter.
    package internal(set) var halt = Halt()
    /// The connection; `nil` while there is none.
    package internal(set) var connection: Connection?
    /// The limits file of the account; `nil` before it is known or if there is none.
    var accountFile: AccountLimits?
    var seats: [ScriptSeat] = []
    var orderIds = OrderIds()
    var routes = RequestRoutes()
    /// The original terms of orders that were modified before TWS acknowledged them; the message still waiting to be
    /// sent may be the modification.
    var modifiedEarly: [Int: Order] = [:]
    /// Parents of brackets of which a child could not be sent.
    var brokenBrackets: Set<Int> = []
    /// Orders that a script has ids for but that were never sent, because the connection ended before the script
    /// continued.
    var keptBack: Set<Int> = []
    /// Scripts that wait for the answer to a what-if request, by its order id.
    var whatIfs: [Int: ScriptID] = [:]
    /// Orders that close positions for a person's flatten.
    var closing: Set<Int> = []
    var knowledge = RiskGate.Knowledge()
    /// The desk's own questions to TWS, whose answers it judges orders by.
    var questions = Questions()
    /// Whether an answer has arrived that scripts have not yet been told about.
    var hasLearned = false
    /// The tally of the orders sent by all scripts.
    var tally = Tally()
    /// What the journal reports about earlier runs.
    var history: JournalHistory
    /// What is known about TWS's own view of the orders.
    var reconciler = Reconciler()
    /// Orders with a key as this run's scripts requested them, by reference.
    var keyed: [String: Intent.NewOrder] = [:]
    /// The original terms of keyed orders of earlier runs, by reference.
    var firstTerms: [String: Order] = [:]
    /// The day of each order of earlier runs that was good only for that day, by number.
    var pastDays: [Int: Int] = [:]
    private var hasBeenConnected = false
    /// Why new orders are held around a TWS restart; `nil` while they are not.
    var restartHold: Obstacle?
    /// The streams that scripts have requested.
    var subscriptions = Subscriptions()

    /// Creates a desk without scripts and without a connection.
    package init(configuration: Configuration, history: JournalHistory = JournalHistory()) {
        self.configuration = configuration
        self.history = history
        knowledge.asks = configuration.asksAboutContracts
    }

    /// Adds a script; its position identifies it from then on.
    package mutating func add(_ seat: ScriptSeat) -> ScriptID {
        seats.append(seat)
        return ScriptID(seats.count - 1)
    }

    /// Sets the limits file of the account; call it before the scripts start.
    package mutating func limit(by file: AccountLimits) {
        accountFile = file
        for place in seats.indices { seats[place].gate = seats[place].gate.limited(by: file) }
    }

    /// A script as the desk knows it.
    package func seat(_ script: ScriptID) -> ScriptSeat { seats[script.number] }
}

// MARK: The connection

extension TradingDesk {
    /// Handles a new connection.
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

    /// Handles the loss of the connection: orders that TWS has not acknowledged may or may not be live, and nobody can
    /// tell now.
    ///
    /// - Parameters:
    ///   - unsent: Orders whose bytes never reached the socket.
    ///   - keptBack: Orders that were not even handed to the connection; their outcome is reported when they are.
    package mutating func disconnected(
        reason: String,
        unsent: [Int] = [],
        keptBack: Set<Int> = [],
        at now: RunInstant
    ) -> [DeskAction] {
        guard connection != nil else { return [] }
        connection = nil
        reconciler.connectionLost()
        // Nobody will answer them.
        whatIfs = [:]
        questions.connectionLost()
        knowledge.contracts.forgetQuestions()
        self.keptBack.formUnion(keptBack)
        var actions = journal(.disconnected(reason: reason), at: now)
        for orderId in unsent where neverLeft(orderId) { actions += takenBack(orderId: orderId, at: now) }
        return actions + tell(ledger.connectionLost(besides: self.keptBack), at: now)
    }
}

// MARK: Reports of changes

extension TradingDesk {
    /// Tells each order's script what has changed.
    mutating func tell(_ changes: [LedgerChange], at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        for news in news(of: changes) {
            let (order, changes) = (news.snapshot, news.changes)
            actions.append(.tell(news.script, news.isOwn ? .order(order, changes) : .watched(order, changes)))
        }
        return actions + alarms(in: changes, at: now) + questions(in: changes)
    }

    /// Groups changes by order, by first appearance, for the order's own script and for those that watch it.
    mutating func news(of changes: [LedgerChange]) -> [Reception.News] {
        var news: [Reception.News] = []
        var rest = changes
        while let orderId = rest.first?.orderId {
            // Nearly always, all changes are of one order.
            let isAlone = rest.allSatisfy { $0.orderId == orderId }
            let own = isAlone ? rest : rest.filter { $0.orderId == orderId }
            add(own, of: orderId, to: &news)
            if isAlone { break }
            rest.removeAll { $0.orderId == orderId }
        }
        return news
    }

    private mutating func add(_ changes: [LedgerChange], of orderId: Int, to news: inout [Reception.News]) {
        guard let snapshot = ledger.snapshot(of: orderId) else { return }
        let owner = snapshot.value.owner
        for place in seats.indices where place == owner || seats[place].watchesAccount {
            news.append(
                Reception.News(
                    script: ScriptID(place),
                    snapshot: snapshot,
                    changes: changes,
                    isOwn: place == owner
                )
            )
        }
    }

    /// Halts entries after something that must not happen.
    mutating func alarms(in changes: [LedgerChange], at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        for case .alarm(let orderId, let message) in changes {
            actions += journal(.alarm(message, orderId: orderId), at: now)
            actions += closeSwitch(because: message, at: now)
            actions.append(.alarm(message, orderId: orderId))
        }
        return actions
    }

    /// Asks for the list of open orders after an error that preceded an acknowledgement: only that list can tell
    /// whether the order is live.
    mutating func questions(in changes: [LedgerChange]) -> [DeskAction] {
        // No question can be asked about what arrives after the connection was lost.
        guard connection != nil else { return [] }
        for case .reconciliationNeeded in changes {
            ledger.beginReconciliation()
            reconciler.openOrders.append(.suspicion)
            return [.send(.reqOpenOrders(.init()))]
        }
        return []
    }
}
