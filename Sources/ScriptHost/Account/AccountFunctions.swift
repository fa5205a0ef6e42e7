internal import LuaBridge
internal import TWSWire
internal import Trading

/// `account()`, `accounts()`, `positions()`, `position(c)`, `portfolio()` and `pnl()`, for the run's account or a named
/// one; requested once and current from then on.
enum AccountFunctions {
    static let entries: [HostEntry] = [
        HostEntry("accounts") { session, _ in
            .value(.array((session.facts?.accounts ?? []).map(LuaValue.string)))
        },
        HostEntry("account", waits: true) { session, frame in
            try session.accounts.values(of: try account(session, frame, "account"))
        },
        HostEntry("positions", waits: true, positions),
        HostEntry("position", waits: true, position),
        HostEntry("portfolio", waits: true, portfolio),
        HostEntry("pnl", waits: true, profit),
    ]

    /// The account named by an argument, or else the run's.
    private static func account(
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ function: String,
        _ argument: Int = 1
    ) throws(LuaRaise) -> String {
        guard !frame.isNil(argument) else { return session.account }
        guard let name = frame.string(argument) else {
            throw LuaRaise(message: "\(function): expected an account's name, got \(frame.typeName(argument))")
        }
        let known = session.facts?.accounts ?? []
        guard known.contains(name) else {
            throw LuaRaise(
                message: "\(function): \(ShownText.quoted(name)) is not an account of this login",
                remedy: "expected one of: \(known.joined(separator: ", "))"
            )
        }
        return name
    }

    /// `positions([account])`: a list of `position` records, without flat ones; `"all"` means every account.
    private static func positions(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let isAll = frame.string(1) == "all"
        let account = isAll ? "" : try account(session, frame, "positions")
        try session.shapes.prepare(ServerMessage.Position.self)
        let shapes = session.shapes
        session.accounts.use()
        return try session.accounts.positions.with { rows in
            let rows = rows.filter { isAll || $0.account == account }
            return .push { writer in
                writer.pushArray(count: rows.count) { shapes.pushPrepared(rows[$0], to: writer) }
            }
        }
    }

    /// `position(c[, account])`: the quantity held, negative when short, 0 when flat.
    private static func position(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: "position")
        let account = try account(session, frame, "position", 2)
        session.accounts.use()
        return try session.accounts.positions.with { rows in
            let held = rows.filter { $0.account == account && contract.names($0.contract) }
            let sum = held.reduce(ExactDecimal.zero) { $0 + ($1.position ?? .zero) }
            return .values([LuaValue(sum)])
        }
    }

    /// `portfolio([account])`: a list of `updatePortfolio` records, without flat ones.
    private static func portfolio(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let account = try account(session, frame, "portfolio")
        try session.shapes.prepare(ServerMessage.UpdatePortfolio.self)
        let shapes = session.shapes
        session.accounts.use()
        return try session.accounts.portfolio.with(account) { rows in
            .push { writer in
                writer.pushArray(count: rows.count) { shapes.pushPrepared(rows[$0], to: writer) }
            }
        }
    }

    /// `pnl([account])`, or `pnl(c)` for one position.
    private static func profit(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        guard case .table = try frame.value(1) else {
            return try session.accounts.profit(try account(session, frame, "pnl"), conId: nil)
        }
        let contract = try session.contract(try frame.value(1), function: "pnl")
        let account = try account(session, frame, "pnl", 2)
        if contract.conId != 0 { return try session.accounts.profit(account, conId: contract.conId) }
        throw noContract
    }

    /// The error for a contract that TWS cannot follow.
    static let noContract = LuaRaise(message: "pnl: the contract has no conId", remedy: "pnl(qualify(c))")
}

extension Contract {
    /// Whether this contract, as a script wrote it, means another one, as TWS writes it.
    func names(_ other: Contract) -> Bool {
        if conId != 0 { return conId == other.conId }
        return symbol == other.symbol && secType == other.secType && currency == other.currency
            && (strike ?? 0 == 0 || strike == other.strike) && (right == .unset || right == other.right)
            && other.lastTradeDateOrContractMonth.hasPrefix(lastTradeDateOrContractMonth)
            && (localSymbol.isEmpty || localSymbol == other.localSymbol)
            && (tradingClass.isEmpty || tradingClass == other.tradingClass)
    }
}
