internal import LuaBridge
internal import TWSWire

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
        var found: [ServerMessage.Position] = []
        return session.requests.begin(
            "positions",
            id: session.identifiers.nextRequestId(),
            .reqPositions(.init()),
            cancel: .cancelPositions(.init())
        ) { message in
            switch message {
            case .position(let position):
                guard position.account == account else { return nil }
                found.removeAll { $0.contract.conId == position.contract.conId }
                if let size = position.position, size != .zero { found.append(position) }
                return nil
            case .positionEnd:
                return .push { writer in
                    writer.pushArray(count: found.count) { shapes.pushPrepared(found[$0], to: writer) }
                }
            default: return nil
            }
        }
    }

    /// Values of the account by their tag (`NetLiquidation`), numbers where they are numbers.
    private static func account(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let id = session.identifiers.nextRequestId()
        var request = ClientMessage.ReqAccountSummary()
        (request.reqId, request.groupName, request.tags) = (id, "All", tags.joined(separator: ","))
        var cancel = ClientMessage.CancelAccountSummary()
        cancel.reqId = id
        let account = session.account
        let values = AccountValues(account: account)
        return session.requests.begin(
            "account",
            id: id,
            .reqAccountSummary(request),
            cancel: .cancelAccountSummary(cancel)
        ) { message in
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
        let id = session.identifiers.nextRequestId()
        var request = ClientMessage.ReqExecutions()
        request.reqId = id
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
        var found: [ServerMessage.ExecDetails] = []
        return session.requests.begin("executions", id: id, .reqExecutions(request)) { message in
            switch message {
            case .execDetails(let details) where details.reqId == id:
                found.append(details)
                return nil
            case .execDetailsEnd(let end) where end.reqId == id:
                return .push { writer in
                    writer.pushArray(count: found.count) { shapes.pushPrepared(found[$0], to: writer) }
                }
            default: return nil
            }
        }
    }
}
