internal import TWSWire
internal import Trading

/// A desk between a script and TWS, with the gate's controls in force and limits that let everything through.
struct OrderPath {
    private static let serverVersion = 176
    private var desk = TradingDesk(
        configuration: .init(clientId: 1, keepsJournal: true, startsFresh: true, asksAboutContracts: true)
    )
    private let script: ScriptID
    private var now = RunInstant(seconds: 1_767_625_200)
    /// The seconds from one intent to the next.
    private let pause: Double
    /// How many bytes the orders became so far.
    private(set) var bytes = 0

    init(pause: Double = 0.001) throws {
        self.pause = pause
        var permissions = TradePermissions()
        permissions.orderTypes = [.limit, .stop]
        (permissions.maxOrderQuantity, permissions.maxOrderNotional) = (1_000_000, 1e12)
        (permissions.maxPosition, permissions.maxOpenOrders) = (1e15, 10_000_000)
        (permissions.maxOrdersPerSecond, permissions.maxOrdersPerMinute) = (1e6, 10_000_000)
        (permissions.maxOrdersPerDay, permissions.maxRepeats) = (100_000_000, 10_000_000)
        var limits = AccountLimits(permissions: permissions)
        (limits.priceCollar, limits.maxOpenOrdersPerSide, limits.maxGrossPerDay) = (0, 10_000_000, 1e15)
        let gate = RiskGate(permissions: nil, headerReplacesDefaults: false, file: limits)
        script = desk.add(ScriptSeat(name: "benchmark", gate: gate, run: "0badcafe", onStop: .leave))
        _ = desk.connected(
            .init(
                account: "DU1234567",
                accounts: ["DU1234567"],
                serverVersion: Self.serverVersion,
                nextValidId: 1
            ),
            at: now
        )
        try qualify()
    }

    /// Answers the desk's question which instrument the contract is.
    private mutating func qualify() throws {
        let (_, questions) = desk.submit(.place([Self.order(1)]), of: script, at: now)
        for case .send(.reqContractDetails(let request)) in questions {
            var row = ServerMessage.ContractDetails()
            row.reqId = request.reqId
            row.contractDetails.contract = request.contract
            row.contractDetails.contract.conId = 265_598
            var end = ServerMessage.ContractDetailsEnd()
            end.reqId = request.reqId
            _ = desk.receive(.contractDetails(row), at: now)
            _ = desk.receive(.contractDetailsEnd(end), at: now)
        }
    }

    /// Places orders; gives how many bytes they became.
    mutating func run(count: Int) throws -> Int {
        for number in 1...count {
            let verdict = submit(.place([Self.order(number)]))
            guard case .placed = verdict else { throw UsageError(description: "an order was not placed: \(verdict)") }
        }
        return bytes
    }

    /// Has the desk judge an intent, a pause after the one before, and makes bytes of what it sends.
    mutating func submit(_ intent: Intent) -> Verdict {
        now = now.adding(pause)
        let (verdict, actions) = desk.submit(intent, of: script, line: 7, at: now)
        for case .send(let message) in actions {
            bytes += (try? message.body(serverVersion: Self.serverVersion).count) ?? 0
        }
        return verdict
    }

    /// An order that the limits let through.
    static func order(_ number: Int) -> Intent.NewOrder {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .stock, "SMART", "USD")
        var order = Order()
        (order.action, order.totalQuantity, order.orderType) = (.buy, 1, .limit)
        order.lmtPrice = 190 + Double(number % 100) / 100
        return Intent.NewOrder(contract: contract, order: order, named: [0, 1, 2, 3])
    }
}
