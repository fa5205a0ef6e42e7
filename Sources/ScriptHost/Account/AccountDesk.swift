internal import LuaBridge
internal import TWSWire
internal import Trading

/// What TWS tells a script about its accounts: requested once and then updated by TWS, so that it is current after a
/// fill.
final class AccountDesk {
    typealias PositionKey = PositionRows.Key

    /// The values of one account.
    private struct Values {
        let values: AccountValues
        var isComplete = false
        /// Whether a fill has changed the values and TWS has not sent them since.
        var isBehind = false
        /// Whether TWS has begun to send them.
        var isArriving = false
        var waiting: [LuaToken] = []
        var timer: ScriptTimer?
    }

    private unowned let session: ScriptSession
    /// By request id.
    private var values: [Int: Values] = [:]
    private(set) lazy var positions = PositionRows(session: session)
    private(set) lazy var portfolio = PortfolioRows(session: session)
    /// The profit and loss being followed, by account or by account and conId.
    private var profits: [String: ProfitFigures] = [:]
    /// Whether nothing has been requested.
    private(set) var isEmpty = true

    init(session: ScriptSession) { self.session = session }

    /// Whether an error with this id is raised in the script.
    func owns(_ id: Int) -> Bool { values[id]?.waiting.isEmpty == false }

    /// Records that something is requested, so that messages are examined from now on.
    func use() { isEmpty = false }

    /// Returns the values of an account, immediately if they are available.
    ///
    /// - Throws: The desk's objection.
    func values(of account: String) throws(LuaRaise) -> HostResult {
        use()
        if let (id, entry) = values.first(where: { $0.value.values.account == account }) {
            if entry.isComplete, !entry.isBehind { return .value(.object(entry.values)) }
            let token = session.waits.begin()
            values[id]?.waiting.append(token)
            return .waiting(token)
        }
        var request = ClientMessage.ReqAccountUpdatesMulti()
        request.account = account
        let verdict = session.submit(.request(.reqAccountUpdatesMulti(request), .allocated), line: nil)
        guard case .requested(let id?) = verdict else { throw session.raise(verdict, function: "account", line: nil) }
        let token = session.waits.begin()
        let timer = session.timers.startTimeout(after: RequestDesk.patience) { [unowned self] in
            end(id, LuaRaise(code: .name("timeout"), message: "account: no answer within 10.0 s"), cancels: true)
        }
        values[id] = Values(values: AccountValues(account: account), waiting: [token], timer: timer)
        return .waiting(token)
    }

    /// Follows the profit and loss of an account or of one position.
    ///
    /// - Throws: The desk's objection.
    func profit(_ account: String, conId: Int?) throws(LuaRaise) -> HostResult {
        let key = account + (conId.map { " \($0)" } ?? "")
        if let known = profits[key], known.isOn { return .value(.object(known)) }
        let request: ClientMessage
        if let conId {
            var single = ClientMessage.ReqPnLSingle()
            (single.account, single.conId) = (account, conId)
            request = .reqPnLSingle(single)
        } else {
            var whole = ClientMessage.ReqPnL()
            whole.account = account
            request = .reqPnL(whole)
        }
        let opening = StreamDesk.Opening(
            function: "pnl",
            request: request,
            cancel: { id in
                guard conId != nil else {
                    var cancel = ClientMessage.CancelPnL()
                    cancel.reqId = id
                    return .cancelPnL(cancel)
                }
                var cancel = ClientMessage.CancelPnLSingle()
                cancel.reqId = id
                return .cancelPnLSingle(cancel)
            },
            patience: RequestDesk.patience,
            needsAnswer: true,
            keepsAlive: false
        )
        let figures = ProfitFigures(account: account, session: session)
        profits[key] = figures
        return try session.streams.open(opening, figures)
    }

    /// Processes a message about an account.
    func apply(_ message: ServerMessage) {
        guard !isEmpty else { return }
        switch message {
        case .accountUpdateMulti(let update):
            values[update.reqId]?.values.set(update.key, update.value, update.currency)
            if values[update.reqId]?.isBehind == true { awaitRest(of: update.reqId) }
        case .execDetails(let fill) where fill.reqId == -1:
            expect(fill.execution.acctNumber)
            positions.apply(message)
            portfolio.apply(message)
        case .accountUpdateMultiEnd(let end): complete(end.reqId)
        case .error(let error):
            guard owns(error.reqId), !OrderLedger.isAdvisory(error.errorCode) else { return }
            let raise = LuaRaise(
                code: .number(error.errorCode),
                message: "account: error \(error.errorCode): \(ShownText.of(error.errorString))",
                remedy: TWSCode.remedy(error.errorCode, error.errorString)
            )
            end(error.reqId, raise, cancels: false)
        default:
            positions.apply(message)
            portfolio.apply(message)
        }
    }

    /// How long to wait for values that a fill has changed, in seconds.
    private static let grace = 2.0

    /// Records that a fill has changed the values of an account.
    private func expect(_ account: String) {
        for (id, entry) in values where entry.values.account == account && entry.isComplete && !entry.isBehind {
            values[id]?.isBehind = true
            session.timers.startTimeout(after: Self.grace) { [unowned self] in settle(id) }
        }
    }

    /// How long the values that a fill has changed take to arrive once the first one has, in seconds: TWS sends them one
    /// by one, and marks no end after the first time.
    private static let batch = 0.05

    /// Treats the values as current once those that follow the first one have had time to arrive.
    private func awaitRest(of id: Int) {
        guard values[id]?.isArriving == false else { return }
        values[id]?.isArriving = true
        session.timers.startTimeout(after: Self.batch) { [unowned self] in settle(id) }
    }

    /// Treats the values as current, as far as can be known.
    private func settle(_ id: Int) {
        guard values[id]?.isBehind == true else { return }
        values[id]?.isBehind = false
        values[id]?.isArriving = false
        complete(id)
    }

    private func complete(_ id: Int) {
        guard let entry = values[id] else { return }
        if let timer = entry.timer { session.timers.cancel(timer) }
        values[id]?.isComplete = true
        values[id]?.timer = nil
        values[id]?.waiting = []
        for token in entry.waiting { session.waits.finish(token, .values([.object(entry.values)])) }
    }

    private func end(_ id: Int, _ raise: LuaRaise, cancels: Bool) {
        guard let entry = values.removeValue(forKey: id) else { return }
        if let timer = entry.timer { session.timers.cancel(timer) }
        if cancels {
            var cancel = ClientMessage.CancelAccountUpdatesMulti()
            cancel.reqId = id
            _ = session.submit(.request(.cancelAccountUpdatesMulti(cancel), .own(id)), line: nil)
        }
        for token in entry.waiting { session.waits.finish(token, .raise(raise)) }
    }

    /// Handles the loss of the connection: values that were complete arrive again with the next one.
    func stall(_ reason: String?) {
        guard !isEmpty, let reason else { return }
        for id in values.keys.sorted() where values[id]?.isComplete == false {
            let text = "account: the connection is lost (\(reason))"
            end(id, LuaRaise(code: .name("connection_lost"), message: text), cancels: true)
        }
        positions.stall(reason)
        portfolio.stall(reason)
    }
}
