internal import LuaBridge
internal import TWSWire
internal import Trading

/// `positions()`, `account()` and `executions{…}`: one answer each, read afresh, of the run's account alone.
enum AccountFunctions {
    static let entries: [HostEntry] = [
        HostEntry("positions", waits: true, positions),
        HostEntry("account", waits: true, account),
        HostEntry("executions", waits: true, executions),
    ]

    /// A list of `position` records, without those that are flat.
    private static func positions(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        try session.shapes.prepare(ServerMessage.Position.self)
        let shapes = session.shapes
        let account = session.account
        var found = AnswerRows<ServerMessage.Position>(of: "positions")
        var places: [Int: Int] = [:]
        return try session.requests.begin(
            "positions",
            .request(.reqPositions(.init()), .allocated),
            cancel: { _ in .cancelPositions(.init()) }
        ) { message, _ in
            switch message {
            case .position(let position):
                guard position.account == account else { return nil }
                let conId = position.contract.conId
                defer { places[conId] = places[conId] ?? found.rows.count - 1 }
                return found.put(position, at: places[conId])
            case .positionEnd:
                let rows = found.rows.filter { $0.position.map { $0 != .zero } ?? false }
                return .push { writer in
                    writer.pushArray(count: rows.count) { shapes.pushPrepared(rows[$0], to: writer) }
                }
            default: return nil
            }
        }
    }

    /// Values of the account by their tag (`NetLiquidation`), numbers where they are numbers.
    private static func account(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        var request = ClientMessage.ReqAccountSummary()
        (request.groupName, request.tags) = ("All", tags.joined(separator: ","))
        let account = session.account
        let values = AccountValues(account: account)
        return try session.requests.begin(
            "account",
            .request(.reqAccountSummary(request), .allocated),
            cancel: { id in
                var cancel = ClientMessage.CancelAccountSummary()
                cancel.reqId = id
                return .cancelAccountSummary(cancel)
            }
        ) { message, id in
            switch message {
            case .accountSummary(let summary) where summary.reqId == id && summary.account == account:
                values.set(summary.tag, summary.value, summary.currency)
                return nil
            case .accountSummaryEnd(let end) where end.reqId == id: return .values([.object(values)])
            default: return nil
            }
        }
    }

    /// Tags of the account summary; source: protocol, "Account summary tags".
    static let tags = [
        "AccountType", "NetLiquidation", "TotalCashValue", "SettledCash", "AccruedCash", "BuyingPower",
        "EquityWithLoanValue", "GrossPositionValue", "InitMarginReq", "MaintMarginReq", "AvailableFunds",
        "ExcessLiquidity", "Cushion", "DayTradesRemaining", "Leverage",
    ]

    /// A list of `execDetails` records; the table may hold the fields of IB's `ExecutionFilter`, another account too.
    private static func executions(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        var request = ClientMessage.ReqExecutions()
        if !frame.isNil(1) {
            request.filter = try StructureReader(function: "executions").read(
                try frame.value(1),
                as: ExecutionFilter.self,
                path: "filter"
            ).structure
        }
        if request.filter.acctCode.isEmpty { request.filter.acctCode = session.account }
        try session.shapes.prepare(ServerMessage.ExecDetails.self)
        let shapes = session.shapes
        var found = AnswerRows<ServerMessage.ExecDetails>(of: "executions")
        return try session.requests.begin("executions", .request(.reqExecutions(request), .allocated)) { message, id in
            switch message {
            case .execDetails(let details) where details.reqId == id:
                return found.append([details])
            case .execDetailsEnd(let end) where end.reqId == id:
                let rows = found.rows
                return .push { writer in
                    writer.pushArray(count: rows.count) { shapes.pushPrepared(rows[$0], to: writer) }
                }
            default: return nil
            }
        }
    }
}
