internal import LuaBridge
internal import TWSWire
internal import Trading

/// `executions{…}`: the account's executions of today; `completed()`: its orders that are done.
enum ExecutionFunctions {
    static let entries: [HostEntry] = [
        HostEntry("executions", waits: true, executions),
        HostEntry("completed", waits: true, completed),
    ]

    private static let keys = [
        "time", "symbol", "side", "shares", "price", "orderId", "permId", "execId", "exchange", "cumQty", "avgPrice",
        "clientId", "account", "orderRef", "contract", "execution",
    ]

    /// The table may contain a time `since` and the fields of IB's `ExecutionFilter`, including another account.
    private static func executions(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        var request = ClientMessage.ReqExecutions()
        var fields: [(key: String, value: LuaValue)] = []
        for (key, value) in try frame.options(1, function: "executions") {
            switch (FieldNames.current(key, in: ExecutionFilter.self), value) {
            case ("time", ""): break
            case ("since", _), ("time", _):
                let seconds = try HistoryTerms.moment(value, key, "executions", session.zones)
                fields.append(("time", .string(HistoryTerms.text(seconds))))
            default: fields.append((key, value))
            }
        }
        if !fields.isEmpty {
            request.filter = try StructureReader(function: "executions").read(
                .table(fields),
                as: ExecutionFilter.self,
                path: "filter"
            ).structure
        }
        if request.filter.acctCode.isEmpty { request.filter.acctCode = session.account }
        try session.shapes.prepare(ServerMessage.ExecDetails.self)
        let shape = try session.shapes.own("execution", keys: keys)
        var found = AnswerRows<ServerMessage.ExecDetails>(of: "executions")
        return try session.requests.begin("executions", .request(.reqExecutions(request), .allocated)) {
            [unowned session]
            message,
            id in
            switch message {
            case .execDetails(let details) where details.reqId == id: return found.append([details])
            case .execDetailsEnd(let end) where end.reqId == id:
                let rows = found.rows
                return .push { writer in
                    writer.pushArray(count: rows.count) { push(rows[$0], shape, session, writer) }
                }
            default: return nil
            }
        }
    }

    private static func push(
        _ details: ServerMessage.ExecDetails,
        _ shape: LuaShape,
        _ session: ScriptSession,
        _ writer: LuaWriter
    ) {
        let execution = details.execution
        let shapes = session.shapes
        let time = PastFunctions.moment(execution.time, in: session.zones.usual, session)
        let values: [LuaValue] = [
            time.map(LuaValue.integer) ?? .nil, LuaValue(details.contract.symbol), LuaValue(execution.side.text),
            execution.shares.map { LuaValue($0) } ?? .nil, .number(execution.price), .integer(execution.orderId),
            .integer(execution.permId), LuaValue(execution.execId), LuaValue(execution.exchange),
            execution.cumQty.map { LuaValue($0) } ?? .nil, .number(execution.avgPrice), .integer(execution.clientId),
            LuaValue(execution.acctNumber), LuaValue(execution.orderRef),
        ]
        writer.push(shape) { record in
            for (place, value) in values.enumerated() where value != .nil { record.set(place, value) }
            record.set(values.count) { shapes.pushPrepared(details.contract, to: $0) }
            record.set(values.count + 1) { shapes.pushPrepared(execution, to: $0) }
        }
    }

    /// Returns a list of `completedOrder` records of the run's account.
    private static func completed(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        try session.shapes.prepare(ServerMessage.CompletedOrder.self)
        let shapes = session.shapes
        let account = session.account
        var found = AnswerRows<ServerMessage.CompletedOrder>(of: "completed")
        return try session.requests.begin("completed", .request(.reqCompletedOrders(.init()), .allocated)) {
            message,
            _ in
            switch message {
            case .completedOrder(let order):
                guard order.order.account.isEmpty || order.order.account == account else { return nil }
                return found.append([order])
            case .completedOrdersEnd:
                let rows = found.rows
                return .push { writer in
                    writer.pushArray(count: rows.count) { shapes.pushPrepared(rows[$0], to: writer) }
                }
            default: return nil
            }
        }
    }
}
