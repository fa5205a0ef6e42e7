internal import LuaBridge
internal import TWSWire
internal import Trading

/// The live quotes of a run: one stream per contract.
final class QuoteDesk {
    /// The longest wait for the first prices, in seconds.
    private static let patience = 10.0
    /// How long a quote with some prices waits for the others, in seconds.
    private static let grace = 1.0
    /// The same for an option, whose greeks arrive last.
    private static let optionGrace = 3.0
    /// Codes with which TWS says that market data is interrupted: a farm or TWS's own connection is down.
    private static let brokenFarm: Set<Int> = [2103, 2110]

    private unowned let session: ScriptSession
    @exclusivity(unchecked) private var quotes: [Int: Quote] = [:] { didSet { isEmpty = quotes.isEmpty } }
    private var numbers: [Contract: Int] = [:]
    /// Calls waiting for the first prices, by request id.
    @exclusivity(unchecked) private var awaiting: [Int: [(Delivery) -> Void]] = [:]
    private var timers: [Int: [ScriptTimer]] = [:]

    init(session: ScriptSession) { self.session = session }

    /// Whether there is no active live quote.
    private(set) var isEmpty = true

    /// Whether an error with this id is raised in the script.
    func awaits(_ id: Int) -> Bool { awaiting[id] != nil }

    /// `quote(c)`: the live quote of the contract, immediately if it has prices, otherwise once the first have arrived.
    ///
    /// - Throws: The desk's objection.
    func open(_ contract: Contract, isDelayed: Bool) throws(LuaRaise) -> HostResult {
        let (quote, isThere) = try begin(contract, isDelayed: isDelayed)
        guard !isThere, let id = quote.requestId else { return .value(.object(quote)) }
        let token = session.waits.begin()
        let waits = session.waits
        awaiting[id, default: []].append { waits.finish(token, $0) }
        return .waiting(token)
    }

    /// `quote{c1, c2, …}`: the live quotes in their order; one that TWS refuses is named and has `error`.
    ///
    /// - Throws: The desk's objection.
    func open(_ contracts: [Contract], isDelayed: Bool) throws(LuaRaise) -> HostResult {
        var token: LuaToken?
        var found = [LuaValue](repeating: .nil, count: contracts.count)
        var missing = contracts.count
        let waits = session.waits
        func take(_ place: Int, _ quote: Quote) {
            found[place] = .object(quote)
            missing -= 1
            if missing == 0, let token { waits.finish(token, .values([.array(found)])) }
        }
        if isDelayed { set(dataType: 3) }
        defer { if isDelayed { set(dataType: 1) } }
        for (place, contract) in contracts.enumerated() {
            let (quote, isThere) = try begin(contract, isDelayed: false)
            guard !isThere, let id = quote.requestId else {
                take(place, quote)
                continue
            }
            awaiting[id, default: []].append { [unowned session] delivery in
                if case .raise(let raise) = delivery {
                    quote.error = raise
                    session.log("\(raise.message); the other quotes go on")
                }
                take(place, quote)
            }
        }
        guard missing > 0 else { return .value(.array(found)) }
        let begun = waits.begin()
        token = begun
        return .waiting(begun)
    }

    /// Returns the quote of a contract, and whether it has its first prices.
    private func begin(_ contract: Contract, isDelayed: Bool) throws(LuaRaise) -> (Quote, isThere: Bool) {
        if let id = numbers[contract], let known = quotes[id] { return (known, awaiting[id] == nil) }
        let loan = try session.vm.borrow(Quote.footprint)
        if isDelayed { set(dataType: 3) }
        let verdict = session.submit(Self.intent(contract), line: nil)
        if isDelayed { set(dataType: 1) }
        guard case .requested(let id?) = verdict else { throw session.raise(verdict, function: "quote", line: nil) }
        let quote = Quote(contract: contract, requestId: id, desk: self, zones: session.zones, loan: loan)
        quotes[id] = quote
        numbers[contract] = id
        awaiting[id] = []
        timers[id] = [session.timers.startTimeout(after: Self.patience) { [unowned self] in late(id) }]
        return (quote, false)
    }

    /// Sets the kind of data for later requests: 1 live, 3 delayed if the login has no live data.
    func set(dataType: Int) {
        var request = ClientMessage.ReqMarketDataType()
        request.marketDataType = dataType
        _ = session.submit(.request(.reqMarketDataType(request), .allocated), line: nil)
    }

    private static func intent(_ contract: Contract) -> Intent {
        var request = ClientMessage.ReqMktData()
        request.contract = contract
        return .request(.reqMktData(request), .allocated)
    }

    /// Handles an interruption: the values of quotes are outdated, and a quote without prices cannot wait for any.
    ///
    /// - Parameter reason: Why the connection was lost; `nil` if there still is one.
    func stall(_ reason: String? = nil) {
        for quote in quotes.values { quote.isStale = true }
        guard let reason else { return }
        for id in awaiting.keys.sorted() {
            let raise = LuaRaise(
                code: .name("connection_lost"),
                message: "quote: the connection is lost (\(reason))",
                remedy: "ask again after wait(\"resumed\")"
            )
            finish(id, .raise(raise))
            quotes[id]?.off()
        }
    }

    /// Processes a tick, or an error of a stream or a farm.
    ///
    /// - Parameters:
    ///   - session: The session of this desk, which its caller has at hand.
    ///   - hub: The session's hub.
    func apply(_ message: ServerMessage, in session: ScriptSession, _ hub: EventHub) {
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
        if hub.wantsQuotes { hub.emit(EventHub.quoteEvent, .values([.object(quote)])) }
        guard !awaiting.isEmpty, awaiting[id] != nil, quote.data.hasPrice else { return }
        if quote.isComplete {
            finish(id, .values([.object(quote)]))
        } else if timers[id]?.count == 1 {
            timers[id]?.append(
                session.timers.startTimeout(after: quote.isOption ? Self.optionGrace : Self.grace) { [unowned self] in
                    finish(id, .values([.object(quote)]))
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
            code: .name("timeout"),
            message: "quote: no price of \(ShownText.of(quote.contract.symbol)) within 10 s",
            remedy: "the market may be closed; history(c) gives the last bars"
        )
        finish(id, .raise(raise))
        quote.off()
    }

    private func fail(_ error: ServerMessage.Error) {
        guard !OrderLedger.isAdvisory(error.errorCode), awaiting[error.reqId] != nil else { return }
        let symbol = quotes[error.reqId].map { ShownText.of($0.contract.symbol) + ": " } ?? ""
        let raise = LuaRaise(
            code: .number(error.errorCode),
            message: "quote: \(symbol)error \(error.errorCode): \(ShownText.of(error.errorString))",
            remedy: TWSCode.remedy(error.errorCode, error.errorString)
        )
        if let quote = quotes.removeValue(forKey: error.reqId) { numbers[quote.contract] = nil }
        finish(error.reqId, .raise(raise))
    }

    private func finish(_ id: Int, _ delivery: Delivery) {
        for timer in timers.removeValue(forKey: id) ?? [] { session.timers.cancel(timer) }
        for deliver in awaiting.removeValue(forKey: id) ?? [] { deliver(delivery) }
    }
}
