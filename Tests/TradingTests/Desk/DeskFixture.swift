import TWSWire

@testable import Trading

/// A connected desk of client 4 whose next order id is 7, with as many scripts as a test wants.
struct DeskFixture {
    static let clientId = 4
    static let now = RunInstant(nanoseconds: 1_000)

    var desk: TradingDesk
    private(set) var now = Self.now
    private(set) var scripts: [ScriptID] = []

    init(
        scripts count: Int = 1,
        permissions: TradePermissions? = nil,
        onStop: OnStop = .leave,
        nextValidId: Int = 7,
        serverVersion: Int = 226,
        keepsJournal: Bool = false,
        isConnected: Bool = true,
        startsFresh: Bool = true,
        history: JournalHistory = JournalHistory()
    ) {
        desk = TradingDesk(
            configuration: .init(clientId: Self.clientId, keepsJournal: keepsJournal, startsFresh: startsFresh),
            history: history
        )
        for number in 0..<count {
            let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true, defaults: .open)
            let seat = ScriptSeat(name: "script \(number)", gate: gate, run: "0000000\(number)", onStop: onStop)
            scripts.append(desk.add(seat))
        }
        if isConnected { connect(nextValidId: nextValidId, serverVersion: serverVersion) }
    }

    /// Connects; where the desk asks what TWS knows, TWS answers at once with these open orders, unless it is not to.
    @discardableResult
    mutating func connect(
        nextValidId: Int = 7,
        serverVersion: Int = 226,
        answers: Bool = true,
        openOrders: [ServerMessage] = []
    ) -> [String] {
        let connection = TradingDesk.Connection(
            account: "DU1",
            accounts: ["DU1"],
            serverVersion: serverVersion,
            nextValidId: nextValidId
        )
        let actions = desk.connected(connection, at: now).map(\.words)
        if answers { answer(openOrders: openOrders) }
        return actions
    }

    /// What TWS answers to every question of a round under way, in the order of the questions.
    mutating func answers(
        openOrders: [ServerMessage] = [],
        executions: [ServerMessage] = [],
        completedOrders: [ServerMessage] = [],
        positions: [ServerMessage] = [],
        without missing: ReconciliationRound.Part? = nil
    ) -> [ServerMessage] {
        guard let round = desk.reconciler.round else { return [] }
        var next = ServerMessage.NextValidId()
        next.orderId = desk.orderIds.next
        var end = ServerMessage.ExecDetailsEnd()
        end.reqId = round.executionsId
        let parts: [(ReconciliationRound.Part, [ServerMessage], ServerMessage)] = [
            (.nextId, [], .nextValidId(next)),
            (.openOrders, openOrders, .openOrderEnd(.init())),
            (.executions, executions, .execDetailsEnd(end)),
            (.completedOrders, completedOrders, .completedOrdersEnd(.init())),
            (.positions, positions, .positionEnd(.init())),
        ]
        return parts.filter { round.awaited.contains($0.0) }.flatMap { part, rows, mark in
            rows + (part == missing ? [] : [mark])
        }
    }

    /// TWS answers every question of a round under way; what comes of it, in words.
    @discardableResult
    mutating func answer(
        openOrders: [ServerMessage] = [],
        executions: [ServerMessage] = [],
        completedOrders: [ServerMessage] = [],
        positions: [ServerMessage] = [],
        without missing: ReconciliationRound.Part? = nil
    ) -> [String] {
        answers(
            openOrders: openOrders,
            executions: executions,
            completedOrders: completedOrders,
            positions: positions,
            without: missing
        ).flatMap { receive($0) }
    }

    /// Moves the clock, and wakes the desk if its time has come.
    mutating func wait(_ seconds: Double) -> [String] {
        now = now.adding(seconds)
        guard let due = desk.reconciler.wake, due <= now else { return [] }
        return desk.wake(at: now).map(\.words)
    }

    /// Submits for a script, by its place; verdict and actions in words.
    mutating func submit(_ intent: Intent, of script: Int = 0, line: Int? = nil) -> [String] {
        let (verdict, actions) = desk.submit(intent, of: scripts[script], line: line, at: now)
        return [verdict.words] + actions.map(\.words)
    }

    /// The messages that an intent would send.
    mutating func sent(_ intent: Intent, of script: Int = 0) -> [ClientMessage] {
        desk.submit(intent, of: scripts[script], at: now).actions.compactMap(\.message)
    }

    /// The orders that an intent would send.
    mutating func orders(_ intent: Intent, of script: Int = 0) -> [ClientMessage.PlaceOrder] {
        sent(intent, of: script).compactMap { if case .placeOrder(let place) = $0 { place } else { nil } }
    }

    /// Takes a message: who hears it, the orders of which there is news, and the actions.
    mutating func receive(_ message: ServerMessage) -> [String] {
        let reception = desk.receive(message, at: now)
        let recipient =
            switch reception.recipient {
            case .everyone: "to everyone"
            case .script(let script): "to \(script.number)"
            case .nobody: "to nobody"
            }
        let news = reception.news.map { "news of \($0.entry.orderId) to \($0.script.number)" }
        return [recipient] + news + reception.actions.map(\.words)
    }

    mutating func disconnect(unsent: [Int] = []) -> [String] {
        desk.disconnected(reason: "gone", unsent: unsent, at: now).map(\.words)
    }

    // MARK: Intents

    static func order(_ change: (inout Intent.NewOrder) -> Void = { _ in }) -> Intent.NewOrder {
        var new = Intent.NewOrder(
            contract: LedgerFixture.stock("AAPL"),
            order: LedgerFixture.order(.buy, 100),
            named: []
        )
        change(&new)
        return new
    }

    static func place(_ change: (inout Intent.NewOrder) -> Void = { _ in }) -> Intent { .place([order(change)]) }

    /// A parent at market, a target and a stop.
    static func bracket() -> [Intent.NewOrder] {
        [
            order(),
            order { ($0.order.action, $0.order.orderType, $0.order.lmtPrice) = (.sell, .limit, 210) },
            order { ($0.order.action, $0.order.orderType, $0.order.auxPrice) = (.sell, .stop, 190) },
        ]
    }

    // MARK: Messages of this client's orders

    static func status(_ status: OrderStatus, _ orderId: Int, client: Int = clientId) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        (message.orderId, message.status, message.clientId) = (orderId, status, client)
        return .orderStatus(message)
    }

    static func openOrder(_ orderId: Int, whatIf: Bool = false, client: Int = clientId) -> ServerMessage {
        var message = ServerMessage.OpenOrder()
        message.orderId = orderId
        message.order.clientId = client
        message.order.whatIf = whatIf
        message.orderState.status = .submitted
        return .openOrder(message)
    }

    static func execution(
        _ orderId: Int,
        _ execId: String,
        _ shares: ExactDecimal = 100,
        request: Int = -1,
        client: Int = clientId
    ) -> ServerMessage {
        var message = ServerMessage.ExecDetails()
        message.reqId = request
        message.contract = LedgerFixture.stock("AAPL")
        message.execution.orderId = orderId
        message.execution.clientId = client
        message.execution.execId = execId
        message.execution.shares = shares
        message.execution.price = 200
        message.execution.side = .bought
        return .execDetails(message)
    }

    static func price(_ id: Int, _ type: Int, _ price: Double) -> ServerMessage {
        var message = ServerMessage.TickPrice()
        (message.reqId, message.tickType, message.price, message.size) = (id, type, price, 1)
        return .tickPrice(message)
    }
}
