internal import LuaBridge
internal import TWSWire
internal import Trading

/// Rows that TWS sends once in full, with an end mark, and then as they change: positions or a portfolio.
final class AccountRows<Key: Hashable, Row> {
    private let function: String
    private unowned let session: ScriptSession
    /// In order of arrival.
    private var order: [Key] = []
    private var rows: [Key: Row] = [:]
    /// The rows received so far of a full answer that is not complete.
    private var incoming: (order: [Key], rows: [Key: Row])?
    private var isComplete = false
    /// Whether this script has a pending request; another script's request answers it as well.
    private var isAsked = false
    private var waiting: [(LuaToken, () -> Delivery)] = []
    private var timer: ScriptTimer?
    /// Rows that a fill has changed and that TWS has not sent since.
    private var behind: Set<Key> = []
    /// How long to wait for those rows, in seconds.
    private static var grace: Double { 2.0 }

    /// The largest number of rows kept, whatever TWS sends.
    private static var most: Int { 50_000 }

    init(_ function: String, session: ScriptSession) { (self.function, self.session) = (function, session) }

    /// All rows, oldest first.
    var all: [Row] { order.compactMap { rows[$0] } }

    /// Returns an answer made from the rows, immediately if they are available; otherwise sends `request` unless it is
    /// pending.
    ///
    /// - Throws: The desk's objection.
    func with(_ request: ClientMessage, _ answer: @escaping () -> Delivery) throws(LuaRaise) -> HostResult {
        if !isComplete, !isAsked {
            let verdict = session.submit(.request(request, .allocated), line: nil)
            guard case .requested = verdict else { throw session.raise(verdict, function: function, line: nil) }
            isAsked = true
            incoming = ([], [:])
        }
        let token = session.waits.begin()
        waiting.append((token, answer))
        guard !isComplete else {
            settle()
            return .waiting(token)
        }
        if timer == nil {
            timer = session.timers.startTimeout(after: RequestDesk.patience) { [unowned self] in
                timer = nil
                isAsked = false
                fail(LuaRaise(code: .name("timeout"), message: "\(function): no answer within 10.0 s"))
            }
        }
        return .waiting(token)
    }

    /// Records a row.
    func put(_ row: Row, _ key: Key) {
        guard incoming?.rows.count ?? 0 < Self.most, rows.count < Self.most || rows[key] != nil else {
            reset()
            return fail(.answerTooLong(function, Self.most))
        }
        if incoming?.rows.updateValue(row, forKey: key) == nil { incoming?.order.append(key) }
        defer { if behind.remove(key) != nil { settle() } }
        if rows.updateValue(row, forKey: key) == nil { order.append(key) }
    }

    /// Completes a full answer.
    func end() {
        if let incoming { (order, rows) = incoming }
        incoming = nil
        (isComplete, isAsked) = (true, false)
        if let timer { session.timers.cancel(timer) }
        timer = nil
        settle()
    }

    /// Records that a fill has changed a row, which is withheld until TWS has sent it or some time has passed.
    func expect(_ key: Key) {
        guard isComplete else { return }
        behind.insert(key)
        session.timers.startTimeout(after: Self.grace) { [weak self] in
            guard let self, behind.remove(key) != nil else { return }
            settle()
        }
    }

    /// Answers waiting calls if all rows are current.
    private func settle() {
        guard isComplete, behind.isEmpty else { return }
        let taken = waiting
        waiting = []
        for (token, answer) in taken { session.waits.finish(token, answer()) }
    }

    /// Forgets everything, so that the next call sends a request.
    func reset() { (order, rows, incoming, isComplete, isAsked, behind) = ([], [:], nil, false, false, []) }

    /// Handles the loss of the connection: the rows are outdated until a full answer arrives with the next connection
    /// or on request.
    func stall(_ reason: String) {
        incoming = ([], [:])
        (isComplete, isAsked) = (false, false)
        behind = []
        fail(
            LuaRaise(
                code: .name("connection_lost"),
                message: "\(function): the connection is lost (\(reason))",
                remedy: "ask again after wait(\"resumed\")"
            )
        )
    }

    private func fail(_ raise: LuaRaise) {
        if let timer { session.timers.cancel(timer) }
        timer = nil
        let taken = waiting
        waiting = []
        for (token, _) in taken { session.waits.finish(token, .raise(raise)) }
    }
}

/// The positions of all accounts of the login.
final class PositionRows {
    /// Identifies a position.
    struct Key: Hashable {
        let account: String
        let conId: Int
    }

    private let rows: AccountRows<Key, ServerMessage.Position>

    init(session: ScriptSession) { rows = AccountRows("positions", session: session) }

    /// Returns an answer made from the positions that are not flat.
    func with(_ answer: @escaping ([ServerMessage.Position]) -> Delivery) throws(LuaRaise) -> HostResult {
        let rows = rows
        return try rows.with(.reqPositions(.init())) {
            answer(rows.all.filter { $0.position.map { $0 != .zero } ?? false })
        }
    }

    func apply(_ message: ServerMessage) {
        switch message {
        case .position(let row): rows.put(row, Key(account: row.account, conId: row.contract.conId))
        case .positionEnd: rows.end()
        // An execution that TWS reports unrequested.
        case .execDetails(let fill) where fill.reqId == -1:
            rows.expect(Key(account: fill.execution.acctNumber, conId: fill.contract.conId))
        default: break
        }
    }

    func stall(_ reason: String) { rows.stall(reason) }
}

/// The holdings of one account with their market value.
final class PortfolioRows {
    private let rows: AccountRows<Int, ServerMessage.UpdatePortfolio>
    private var account: String?

    init(session: ScriptSession) { rows = AccountRows("portfolio", session: session) }

    /// Returns an answer made from the holdings that are not flat. TWS follows one account at a time.
    func with(
        _ account: String,
        _ answer: @escaping ([ServerMessage.UpdatePortfolio]) -> Delivery
    ) throws(LuaRaise) -> HostResult {
        if self.account != account { rows.reset() }
        self.account = account
        var request = ClientMessage.ReqAccountUpdates()
        (request.subscribe, request.acctCode) = (true, account)
        let rows = rows
        return try rows.with(.reqAccountUpdates(request)) {
            answer(rows.all.filter { $0.position.map { $0 != .zero } ?? false })
        }
    }

    func apply(_ message: ServerMessage) {
        switch message {
        case .updatePortfolio(let row) where row.accountName == account: rows.put(row, row.contract.conId)
        case .execDetails(let fill) where fill.reqId == -1 && fill.execution.acctNumber == account:
            rows.expect(fill.contract.conId)
        case .accountDownloadEnd(let end) where end.accountName == account || end.accountName.isEmpty: rows.end()
        default: break
        }
    }

    func stall(_ reason: String) { rows.stall(reason) }
}
