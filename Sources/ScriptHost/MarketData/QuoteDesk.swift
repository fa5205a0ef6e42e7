internal import LuaBridge
internal import TWSWire
internal import Trading

/// The live quotes of a run: one stream for each contract.
final class QuoteDesk {
    /// Longest wait for the first prices, in seconds.
    private static let patience = 10.0
    /// How long a quote that has some prices waits for the others, in seconds.
    private static let grace = 1.0
    /// Codes by which TWS says that market data does not come: a farm is gone, or TWS's own connection.
    private static let brokenFarm: Set<Int> = [2103, 2110]

    private unowned let session: ScriptSession
    private var quotes: [Int: Quote] = [:] { didSet { isEmpty = quotes.isEmpty } }
    private var numbers: [Contract: Int] = [:]
    /// Functions that wait for the first prices, by request.
    private var awaiting: [Int: [LuaToken]] = [:]
    private var timers: [Int: [ScriptTimer]] = [:]

    init(session: ScriptSession) { self.session = session }

    /// Whether no live quote is on.
    private(set) var isEmpty = true

    /// Whether an error with this id is raised in the script.
    func awaits(_ id: Int) -> Bool { awaiting[id] != nil }

    /// `quote(c)`: the live quote of the contract, at once if it has prices, else when the first have come.
    ///
    /// - Throws: what the desk objects to.
    func open(_ contract: Contract) throws(LuaRaise) -> HostResult {
        if let id = numbers[contract], let known = quotes[id] {
            guard awaiting[id] != nil else { return .value(.object(known)) }
            return .waiting(wait(id))
        }
        let loan = try session.vm.borrow(Quote.footprint)
        let verdict = session.submit(Self.intent(contract), line: nil)
        guard case .requested(let id?) = verdict else { throw session.raise(verdict, function: "quote", line: nil) }
        let quote = Quote(contract: contract, requestId: id, desk: self, loan: loan)
        quotes[id] = quote
        numbers[contract] = id
        let token = wait(id)
        timers[id] = [session.timers.startTimeout(after: Self.patience) { [unowned self] in late(id) }]
        return .waiting(token)
    }

    private func wait(_ id: Int) -> LuaToken {
        let token = session.waits.begin()
        awaiting[id, default: []].append(token)
        return token
    }

    private static func intent(_ contract: Contract) -> Intent {
        var request = ClientMessage.ReqMktData()
        request.contract = contract
        return .request(.reqMktData(request), .allocated)
    }

    /// Nothing new comes: what the quotes show is of before, and one without prices has none to wait for.
    ///
    /// - Parameter reason: Why the connection is gone; `nil` while there is one.
    func stall(_ reason: String? = nil) {
        for quote in quotes.values { quote.isStale = true }
        guard let reason else { return }
        for id in awaiting.keys.sorted() {
            let raise = LuaRaise(
                code: .name("connection_lost"),
                message: "quote: the connection is gone (\(reason))",
                remedy: "ask again after wait(\"resumed\")"
            )
            finish(id, .raise(raise))
            quotes[id]?.off()
        }
    }

    /// Takes a tick, or an error of a stream or a farm.
    func apply(_ message: ServerMessage) {
        guard !isEmpty else { return }
        if case .error(let error) = message {
            if Self.brokenFarm.contains(error.errorCode) { stall() }
            if quotes[error.reqId] != nil { fail(error) }
            return
        }
        guard let id = QuoteData.requestId(of: message), let quote = quotes[id],
            quote.data.take(message, at: session.now)
        else { return }
        quote.isStale = false
        let hub = session.hub
        if hub.wants("quote") { hub.emit("quote", .values([.object(quote)])) }
        guard awaiting[id] != nil, quote.data.hasPrice else { return }
        if quote.data.isComplete {
            finish(id, .values([.object(quote)]))
        } else if timers[id]?.count == 1 {
            timers[id]?.append(
                session.timers.startTimeout(after: Self.grace) { [unowned self] in finish(id, .values([.object(quote)]))
                }
            )
        }
    }

    /// Ends a stream.
    func remove(_ quote: Quote) {
        guard let id = quote.requestId, quotes.removeValue(forKey: id) != nil else { return }
        numbers[quote.contract] = nil
        var cancel = ClientMessage.CancelMktData()
        cancel.reqId = id
        _ = session.submit(.request(.cancelMktData(cancel), .own(id)), line: nil)
        finish(id, .values([.object(quote)]))
    }

    private func late(_ id: Int) {
        guard let quote = quotes[id], awaiting[id] != nil else { return }
        let raise = LuaRaise(
            message: "quote: no price of \(quote.contract.symbol) within 10 s",
            remedy: "the market may be closed; history(c) gives the last bars"
        )
        finish(id, .raise(raise))
        quote.off()
    }

    private func fail(_ error: ServerMessage.Error) {
        guard !OrderLedger.isAdvisory(error.errorCode), awaiting[error.reqId] != nil else { return }
        let raise = LuaRaise(
            code: .number(error.errorCode),
            message: "quote: error \(error.errorCode): \(ShownText.of(error.errorString))",
            remedy: TWSCode.remedy(error.errorCode, error.errorString)
        )
        if let quote = quotes.removeValue(forKey: error.reqId) { numbers[quote.contract] = nil }
        finish(error.reqId, .raise(raise))
    }

    private func finish(_ id: Int, _ delivery: Delivery) {
        for timer in timers.removeValue(forKey: id) ?? [] { session.timers.cancel(timer) }
        for token in awaiting.removeValue(forKey: id) ?? [] { session.waits.finish(token, delivery) }
    }
}
