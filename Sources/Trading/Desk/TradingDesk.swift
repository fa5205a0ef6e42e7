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

        /// A configuration; without a journal unless asked.
        package init(clientId: Int, keepsJournal: Bool = false) {
            self.clientId = clientId
            self.keepsJournal = keepsJournal
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
    var seats: [ScriptSeat] = []
    var orderIds = OrderIds()
    var routes = RequestRoutes()
    /// Orders that were modified before TWS had acknowledged them, as they were placed: what waits to be sent of them may
    /// be the modification.
    var modifiedEarly: [Int: Order] = [:]
    /// Parents of brackets of which a child could not leave.
    var brokenBrackets: Set<Int> = []
    /// Scripts that wait for the answer of a what-if, by its order id.
    var whatIfs: [Int: ScriptID] = [:]
    var knowledge = RiskGate.Knowledge()
    /// Why new orders are held around TWS's restart; `nil` while they are not.
    var restartHold: Obstacle?
    /// The streams that scripts have asked for.
    var subscriptions = Subscriptions()

    /// A desk without scripts or connection.
    package init(configuration: Configuration) { self.configuration = configuration }

    /// Takes a script in; its place is its name from then on.
    package mutating func add(_ seat: ScriptSeat) -> ScriptID {
        seats.append(seat)
        return ScriptID(seats.count - 1)
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
        return journal(.connected(accounts: connection.accounts), at: now)
    }

    /// The connection is gone: orders that TWS has not acknowledged may live or not, and nobody can tell now.
    ///
    /// - Parameter unsent: Orders whose bytes never reached the socket.
    package mutating func disconnected(
        reason: String,
        unsent: [Int] = [],
        at now: RunInstant
    ) -> [DeskAction] {
        guard connection != nil else { return [] }
        connection = nil
        // Nobody answers them any more.
        whatIfs = [:]
        var actions = journal(.disconnected(reason: reason), at: now)
        for orderId in unsent where neverLeft(orderId) { actions += takenBack(orderId: orderId, at: now) }
        return actions + tell(ledger.connectionLost(), at: now)
    }
}

// MARK: What is made of changes

extension TradingDesk {
    /// A record, where a journal is kept.
    func journal(
        _ event: JournalRecord.Event,
        of script: ScriptID? = nil,
        line: Int? = nil,
        at now: RunInstant
    ) -> [DeskAction] {
        guard configuration.keepsJournal else { return [] }
        return [.journal(JournalRecord(at: now, script: script, line: line, event: event))]
    }

    /// Tells each order's script what has changed.
    mutating func tell(_ changes: [LedgerChange], at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        for news in news(of: changes) { actions.append(.tell(news.script, .order(news.entry, news.changes))) }
        return actions + alarms(in: changes, at: now) + questions(in: changes)
    }

    /// Changes by order, in the order in which orders first appear.
    func news(of changes: [LedgerChange]) -> [Reception.News] {
        var news: [Reception.News] = []
        for change in changes {
            guard let entry = ledger[change.orderId] else { continue }
            if let place = news.firstIndex(where: { $0.entry.orderId == change.orderId }) {
                news[place].changes.append(change)
            } else {
                news.append(Reception.News(script: ScriptID(entry.owner), entry: entry, changes: [change]))
            }
        }
        return news
    }

    /// What must not happen halts entries.
    mutating func alarms(in changes: [LedgerChange], at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        for case .alarm(let orderId, let message) in changes {
            halt.close(because: message)
            actions += journal(.alarm(message, orderId: orderId), at: now)
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
            return [.send(.reqOpenOrders(.init()))]
        }
        return []
    }
}
