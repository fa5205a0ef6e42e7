internal import LuaBridge
internal import ScriptHeader
internal import TWSWire
internal import Trading

/// The orders of a run: places, modifies and cancels them, and brings what the ledger says to the script.
final class OrderDesk {
    unowned let session: ScriptSession
    var ledger = OrderLedger()
    private(set) var trades: [Int: Trade] = [:]
    /// Symbols by contract id, as TWS has told them.
    var symbols: [Int: String] = [:]
    /// Ids in the order in which the orders were placed.
    private var placed: [Int] = []
    /// Counts the changes, so that an idle run can see whether anything moves.
    var changes = 0
    private lazy var gate = PermissionGate(
        permissions: session.configuration.header?.permissions,
        headerReplacesDefaults: session.configuration.mode == .simulator
    )

    init(session: ScriptSession) { self.session = session }

    /// Orders that may still fill, oldest first.
    var working: [Trade] {
        placed.compactMap { trades[$0] }.filter { $0.entry.map { $0.outcome == nil } ?? false }
    }

    /// Orders that keep an idle run alive: not acknowledged, or at market and not settled.
    var unfinished: [Trade] {
        placed.compactMap { trades[$0] }.filter { trade in
            guard let entry = trade.entry, !trade.isSettled else { return false }
            if entry.outcome == nil, !entry.isAcknowledged { return true }
            return entry.order.orderType == "MKT" || entry.outcome != nil
        }
    }

    // MARK: What leaves

    /// Checks an order, numbers it and lets it go.
    func place(_ request: OrderRequest) throws -> Trade {
        try requireConnection("place")
        try check(request, function: "place")
        return send(request)
    }

    /// What a gate refuses is raised, reported and remembered.
    func check(_ request: OrderRequest, function: String) throws(LuaRaise) {
        let permissions = session.configuration.header?.permissions
        let denial =
            ContractRule.denial(for: request.contract, permissions, known: symbols) ?? gate.check(request.facts)
        if let denial { throw deny(denial, function: function) }
    }

    /// Lets a checked order go.
    func send(_ request: OrderRequest) -> Trade {
        let orderId = request.orderId ?? session.identifiers.nextOrderId()
        var order = request.order
        order.account = session.account
        order.orderRef = "ibs.r.\(session.configuration.run).\(placed.count + 1)."
        let intent = PlaceIntent(orderId: orderId, contract: request.contract, order: order)
        let trade = Trade(orderId: orderId, desk: self)
        trades[orderId] = trade
        placed.append(orderId)
        changes += 1
        ledger.place(orderId: orderId, contract: intent.contract, order: order)
        session.emit(.place(intent))
        session.emit(.output(.placed(HostEvent.terms(orderId, intent.contract, order))))
        trade.note("placed \(HostEvent.terms(orderId, intent.contract, order).text)")
        return trade
    }

    /// `trade:modify{…}`: the same order with other terms.
    func modify(_ trade: Trade, _ changes: LuaValue) throws {
        try requireConnection("modify")
        guard let entry = trade.entry else { throw LuaRaise(message: "modify: no such order") }
        guard entry.outcome == nil else {
            throw LuaRaise(message: "modify: \(trade.label) is done (\(entry.status))", remedy: "place a new order")
        }
        var order = try refusing("modify") { try reader("modify").modified(entry.order, by: changes) }
        // A bracket's order was sent to be held; once it works, TWS would hold the changes.
        if entry.isAcknowledged { order.transmit = true }
        let request = OrderRequest(contract: entry.contract, order: order)
        try check(request, function: "modify")
        self.changes += 1
        ledger.place(orderId: trade.orderId, contract: entry.contract, order: order)
        let terms = HostEvent.terms(trade.orderId, entry.contract, order)
        session.emit(.modify(PlaceIntent(orderId: trade.orderId, contract: entry.contract, order: order)))
        session.emit(.output(.modified(terms)))
        trade.note("modified to \(terms.text)")
    }

    /// Asks TWS to cancel; an order that is done is left alone.
    func cancel(_ trade: Trade) {
        guard let entry = trade.entry, entry.outcome == nil else { return }
        changes += 1
        trade.note("cancel sent")
        session.emit(.cancel(orderId: trade.orderId))
    }

    /// Reads contract and order of a call such as `place(c, o)`.
    func request(_ contract: LuaValue, _ order: LuaValue, function: String) throws -> OrderRequest {
        OrderRequest(
            contract: try self.contract(contract, function: function),
            order: try refusing(function) { try reader(function).order(order) }
        )
    }

    /// Reads a contract, fills in what its type takes for granted, and drops a primary exchange that is none.
    func contract(_ value: LuaValue, function: String) throws -> Contract {
        normalized(try ContractReader(function: function).contract(value))
    }

    private func reader(_ function: String) -> OrderReader {
        OrderReader(function: function, permissions: session.configuration.header?.permissions)
    }

    /// Turns a refusal that is thrown into one that is reported and raised.
    private func refusing<Value>(_ function: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let denial as Denial {
            throw deny(denial, function: function)
        }
    }

    /// Raises a refusal, after it was reported.
    func deny(_ denial: Denial, function: String) -> LuaRaise {
        session.emit(
            .output(
                .denied(
                    code: denial.code.rawValue,
                    message: "\(function): \(denial.message)",
                    limit: denial.limit,
                    remedy: denial.remedy,
                    position: session.vm.callPosition
                )
            )
        )
        let inForce = denial.limit.map { " (in force: \($0))" } ?? ""
        let raise = LuaRaise(
            code: .name(denial.code.rawValue),
            message: "\(function): \(denial.message)\(inForce)",
            remedy: denial.remedy
        )
        session.denials.insert(raise)
        return raise
    }

    func requireConnection(_ function: String) throws(LuaRaise) {
        if case .closing = session.phase { throw LuaRaise(message: "\(function): the run is ending") }
        guard session.isConnected else { throw LuaRaise(message: "\(function): there is no connection to TWS") }
    }

    /// The contract as it is sent: `SMART` names no listing exchange.
    func normalized(_ contract: Contract) -> Contract {
        guard contract.primaryExchange == "SMART" else { return contract }
        session.logOnce("primaryExchange SMART names no listing exchange: it is sent empty")
        var contract = contract
        contract.primaryExchange = ""
        return contract
    }
}
