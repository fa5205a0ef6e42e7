import TWSWire
import Testing

@testable import Trading

/// A connected desk of one script that asks TWS about contracts, and a TWS that knows four instruments.
struct GateBench {
    /// An instrument as this TWS knows it.
    struct Instrument: Sendable {
        var conId: Int
        var symbol: String
        var secType: SecurityType
        var multiplier = 1.0
        var localSymbol = ""
    }

    static let instruments: [Instrument] = [
        Instrument(conId: 1, symbol: "AAPL", secType: .stock),
        Instrument(conId: 2, symbol: "MSFT", secType: .stock),
        Instrument(conId: 3, symbol: "AAPL", secType: .option, multiplier: 100, localSymbol: "AAPL  260220C00190000"),
        Instrument(conId: 4, symbol: "IBM", secType: .stock),
    ]

    var desk = TradingDesk(configuration: .init(clientId: 4, startsFresh: true, asksAboutContracts: true))
    let script: ScriptID
    var now = RunInstant(seconds: 1_767_625_200)  // 2026-01-05 10:00 New York.
    /// What the desk asks when it is connected.
    private(set) var opening: [ClientMessage] = []
    /// What TWS says of the account with any order: its margin and its equity.
    var margin = (needed: 1_000.0, equity: 50_000.0)
    /// How far bid and ask are from the middle, as a fraction.
    var halfSpread = 0.0
    private var executions = 0
    private var prices: [Int: Double] = [:]

    /// - Parameter narrows: Whether the stricter of header and defaults applies, as with real money.
    init(permissions: TradePermissions? = nil, defaults: RiskLimits = .paper, narrows: Bool = false) {
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: !narrows, defaults: defaults)
        script = desk.add(ScriptSeat(name: "script", gate: gate, run: "00000000", onStop: .leave))
        let connection = TradingDesk.Connection(account: "DU1", accounts: ["DU1"], serverVersion: 226, nextValidId: 7)
        opening = desk.connected(connection, at: now).compactMap(\.message)
    }

    // MARK: Contracts and orders

    static func contract(_ conId: Int, byId: Bool = false) -> Contract {
        var contract = Contract()
        let known = instruments[conId - 1]
        (contract.symbol, contract.secType) = (known.symbol, known.secType)
        (contract.exchange, contract.currency) = ("SMART", "USD")
        if byId || known.secType == .option { contract.conId = conId }
        return contract
    }

    static func order(
        _ action: OrderAction,
        _ quantity: ExactDecimal,
        limit: Double? = nil,
        _ contract: Contract = contract(1)
    ) -> Intent.NewOrder {
        var order = Order()
        (order.action, order.totalQuantity, order.lmtPrice) = (action, quantity, limit)
        order.orderType = limit == nil ? .market : .limit
        return Intent.NewOrder(contract: contract, order: order, named: [])
    }

    // MARK: Intents

    /// Submits until the desk has what it needs; gives the verdict and the messages that leave.
    mutating func submit(_ intent: Intent) -> (verdict: Verdict, sent: [ClientMessage]) {
        for _ in 0..<6 {
            let (verdict, actions) = desk.submit(intent, of: script, at: now)
            let sent = actions.compactMap(\.message)
            guard case .needs = verdict else { return (verdict, sent) }
            for message in sent { answer(message) }
        }
        Issue.record("the desk never has what it needs")
        return (.needs(.details), [])
    }

    /// The lines that an intent has shown once it has all that it needs.
    mutating func notes(of intent: Intent) -> [String] {
        for _ in 0..<6 {
            let (verdict, actions) = desk.submit(intent, of: script, at: now)
            guard case .needs = verdict else {
                return actions.compactMap { if case .note(let text) = $0 { text } else { nil } }
            }
            for message in actions.compactMap(\.message) { answer(message) }
        }
        return []
    }

    /// The code of the denial; `nil` for orders that left.
    mutating func denial(_ orders: Intent.NewOrder...) -> String? { code(submit(.place(orders)).verdict) }

    mutating func modify(_ orderId: Int, _ change: (inout Order) -> Void) -> String? {
        guard var order = desk.ledger[orderId]?.order else { return "no order" }
        change(&order)
        return code(submit(.modify(orderId: orderId, order, named: [])).verdict)
    }

    func code(_ verdict: Verdict) -> String? {
        switch verdict {
        case .denied(let denial): denial.code.rawValue
        case .impossible(let obstacle): obstacle.code.rawValue
        default: nil
        }
    }

    // MARK: TWS

    private mutating func answer(_ message: ClientMessage) {
        switch message {
        case .reqContractDetails(let request): describe(request)
        case .reqMktData(let request):
            let price = prices[request.contract.conId] ?? 100
            quote(request.reqId, price)
        case .placeOrder(let place) where place.order.whatIf:
            var open = ServerMessage.OpenOrder()
            (open.orderId, open.contract, open.order) = (place.orderId, place.contract, place.order)
            open.order.clientId = 4
            (open.orderState.initMarginAfter, open.orderState.equityWithLoanAfter) = (margin.needed, margin.equity)
            let reception = desk.receive(.openOrder(open), at: now)
            #expect(reception.recipient == .nobody, "a script hears of the desk's question")
        default: break
        }
    }

    /// TWS goes by the id, then by the local symbol, then by symbol and kind.
    private mutating func describe(_ request: ClientMessage.ReqContractDetails) {
        let asked = request.contract
        let found = Self.instruments.filter { known in
            if asked.conId != 0 { return known.conId == asked.conId }
            if !asked.localSymbol.isEmpty { return known.localSymbol == asked.localSymbol }
            return known.symbol == asked.symbol && known.secType == asked.secType
        }
        for known in found {
            var row = ServerMessage.ContractDetails()
            row.reqId = request.reqId
            row.contractDetails.contract = Self.contract(known.conId, byId: true)
            row.contractDetails.contract.multiplier = known.multiplier == 1 ? "" : "100"
            row.contractDetails.minTick = 0.01
            _ = desk.receive(.contractDetails(row), at: now)
        }
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = request.reqId
        _ = desk.receive(.contractDetailsEnd(end), at: now)
    }

    /// A price comes from a stream that the script has asked for.
    mutating func price(_ conId: Int, _ price: Double) {
        prices[conId] = price
        // A price of an id is taken for its instrument's only once TWS has said which one that is.
        var row = ServerMessage.ContractDetails()
        row.contractDetails.contract = Self.contract(conId, byId: true)
        _ = desk.receive(.contractDetails(row), at: now)
        var request = ClientMessage.ReqMktData()
        request.contract = Self.contract(conId)
        guard case .requested = desk.submit(.request(.reqMktData(request), .own(conId)), of: script, at: now).verdict
        else {
            Issue.record("no quote")
            return
        }
        guard let id = desk.routeNumber(conId, of: script) else {
            Issue.record("no number")
            return
        }
        quote(id, price)
    }

    private mutating func quote(_ id: Int, _ price: Double) {
        for (type, side) in [(1, -1.0), (2, 1.0), (4, 0.0)] {
            _ = desk.route(tick: DeskFixture.price(id, type, price * (1 + side * halfSpread)), at: now)
        }
    }

    mutating func acknowledge(_ orderId: Int) {
        _ = desk.receive(DeskFixture.status(.submitted, orderId), at: now)
    }

    mutating func fill(_ orderId: Int, _ quantity: ExactDecimal, at price: Double) {
        guard let entry = desk.ledger[orderId] else { return }
        executions += 1
        var message = ServerMessage.ExecDetails()
        message.reqId = -1
        message.contract = Self.contract(max(1, entry.contract.conId), byId: true)
        if entry.contract.conId == 0 {
            let known = Self.instruments.first { $0.symbol == entry.contract.symbol && $0.secType == .stock }
            message.contract = Self.contract(known?.conId ?? 1, byId: true)
        }
        message.execution.orderId = orderId
        message.execution.clientId = 4
        message.execution.execId = "e.\(executions).01"
        message.execution.shares = quantity
        message.execution.price = price
        message.execution.side = entry.order.action == .buy ? .bought : .sold
        _ = desk.receive(.execDetails(message), at: now)
    }

    mutating func end(_ orderId: Int) { _ = desk.receive(DeskFixture.status(.cancelled, orderId), at: now) }
}

extension TradingDesk {
    /// The number on the wire of a request that a script has numbered itself.
    mutating func routeNumber(_ local: Int, of script: ScriptID) -> Int? {
        let id = routes.number(local, of: script, besides: orderIds.next)
        return routes[id: id] == nil ? nil : id
    }
}
