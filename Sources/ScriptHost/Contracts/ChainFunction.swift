internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// `chain(c, {…})`: the matching options of an underlying, qualified.
///
/// The parameters of the chain are requested first and filtered; only what is left is looked up, and deltas are
/// requested only for that.
enum ChainFunction {
    static let entries: [HostEntry] = [
        HostEntry("chain", waits: true) { session, frame in
            let underlying = try session.contract(try frame.value(1), function: "chain")
            let filter = try OptionFilter(try frame.options(2, function: "chain"))
            try session.shapes.prepare(Contract.self)
            return try Inquiry.begin("chain", session) { inquiry throws(LuaRaise) in
                try inquiry.qualified(underlying) { details throws(LuaRaise) in
                    try Search(inquiry, details.contract, filter).askParameters()
                }
            }
        }
    ]

    /// One call in progress.
    private final class Search {
        /// The largest number of options looked up.
        private static let most = 1_000
        /// The number of requests at a time.
        private static let atOnce = 20
        /// The longest wait for an option's delta, in seconds.
        private static let patience = 10.0
        /// The largest distance of strikes from the price, as a fraction of it, if a delta is wanted and no strikes are
        /// named: in any case, and for an expiry in one year, which scales with the square root of the time to expiry.
        /// Four deviations away, every delta is close to 0 or 1.
        private static let (farthest, yearly) = (0.4, 4 * 0.3)

        private let inquiry: Inquiry
        private let underlying: Contract
        private var filter: OptionFilter
        private var waiting: [OptionFilter.Candidate] = []
        private var running = 0
        private var found: [(place: Int, contract: Contract)] = []
        private var asked = 0

        init(_ inquiry: Inquiry, _ underlying: Contract, _ filter: OptionFilter) {
            self.inquiry = inquiry
            self.underlying = underlying
            self.filter = filter
        }

        func askParameters() throws(LuaRaise) {
            var request = ClientMessage.ReqSecDefOptParams()
            (request.underlyingSymbol, request.underlyingSecType) = (underlying.symbol, underlying.secType)
            request.underlyingConId = underlying.conId
            if underlying.secType == .future { request.futFopExchange = underlying.exchange }
            typealias Row = ServerMessage.SecurityDefinitionOptionParameter
            var rows = AnswerRows<Row>(of: "chain")
            try inquiry.ask(.reqSecDefOptParams(request)) { (message, id) -> Result<[Row], LuaRaise>? in
                switch message {
                case .securityDefinitionOptionParameter(let row) where row.reqId == id:
                    if case .raise(let raise)? = rows.append([row]) { return .failure(raise) }
                    return nil
                case .securityDefinitionOptionParameterEnd(let end) where end.reqId == id: return .success(rows.rows)
                default: return nil
                }
            } then: { [self] rows throws(LuaRaise) in
                guard !rows.isEmpty else {
                    throw LuaRaise(message: "chain: \(ShownText.of(underlying.symbol)) has no options")
                }
                guard filter.delta != nil, filter.strikes == nil else { return try lookUp(rows) }
                try askPrice { [self] price throws(LuaRaise) in
                    if let price {
                        let years = max(1, filter.days?.upperBound ?? 365) / 365
                        let reach = min(Self.farthest, Self.yearly * years.squareRoot())
                        filter.strikes = price * (1 - reach)...price * (1 + reach)
                    }
                    try lookUp(rows)
                }
            }
        }

        /// Requests the underlying's price, used to leave out distant strikes; `nil` if there is none.
        private func askPrice(then: @escaping (Double?) throws(LuaRaise) -> Void) throws(LuaRaise) {
            var request = ClientMessage.ReqMktData()
            (request.contract, request.snapshot) = (underlying, true)
            var data = QuoteData()
            let session = inquiry.session
            try inquiry.ask(.reqMktData(request), timeout: 12) { (message, id) -> Result<Double?, LuaRaise>? in
                if QuoteData.requestId(of: message) == id { _ = data.take(message, at: session.now) }
                if let price = data.price(.last) ?? data.price(.close) { return .success(price) }
                guard case .tickSnapshotEnd(let end) = message, end.reqId == id else { return nil }
                return .success(data.price(.bid) ?? data.price(.ask))
            } then: { price throws(LuaRaise) in
                try then(price)
            } failed: { _ throws(LuaRaise) in
                try then(nil)
            }
        }

        private func lookUp(_ rows: [ServerMessage.SecurityDefinitionOptionParameter]) throws(LuaRaise) {
            let zone = inquiry.session.zones.usual
            let today = zone.local(ScriptMoment.parts(inquiry.session.now.seconds).seconds).days
            waiting = filter.candidates(of: rows, today: today)
            guard waiting.count <= Self.most else {
                throw LuaRaise(
                    message: "chain: \(waiting.count) options fit, \(Self.most) at most are looked up",
                    remedy: "narrow it: right, days, strikes, expiry, tradingClass"
                )
            }
            try next()
        }

        /// Starts as many further lookups as may run at once; returns the answer once none is left.
        private func next() throws(LuaRaise) {
            while running < Self.atOnce, asked < waiting.count, inquiry.isOpen {
                let place = asked
                asked += 1
                running += 1
                try inquiry.details(contract(of: waiting[place])) { [self] details throws(LuaRaise) in
                    guard filter.delta != nil else { return try ended(place, details.map(\.contract).first) }
                    try askDelta(place, details[0].contract)
                } failed: { [self] raise throws(LuaRaise) in
                    // Not every strike is listed for every expiry.
                    guard raise.code == nil || raise.code == .number(200) else { throw raise }
                    try ended(place, nil)
                }
            }
            guard running == 0, asked == waiting.count else { return }
            inquiry.finish(
                DetailsFunctions.give(found.sorted { $0.place < $1.place }.map(\.contract), inquiry.session)
            )
        }

        private func ended(_ place: Int, _ contract: Contract?) throws(LuaRaise) {
            running -= 1
            if let contract { found.append((place, contract)) }
            try next()
        }

        private func contract(of candidate: OptionFilter.Candidate) -> Contract {
            var contract = Contract()
            contract.symbol = underlying.symbol
            contract.secType = underlying.secType == .future ? .futuresOption : .option
            (contract.lastTradeDateOrContractMonth, contract.strike) = (candidate.expiry, candidate.strike)
            (contract.right, contract.exchange) = (candidate.right, candidate.exchange)
            (contract.multiplier, contract.tradingClass) = (candidate.multiplier, candidate.tradingClass)
            contract.currency = underlying.currency
            return contract
        }

        /// Requests the option's figures until its delta arrives; an option without one does not match.
        private func askDelta(_ place: Int, _ contract: Contract) throws(LuaRaise) {
            var request = ClientMessage.ReqMktData()
            request.contract = contract
            try inquiry.ask(
                .reqMktData(request),
                timeout: Self.patience,
                cancel: { id in
                    var cancel = ClientMessage.CancelMktData()
                    cancel.reqId = id
                    return .cancelMktData(cancel)
                }
            ) { (message, id) -> Result<Double, LuaRaise>? in
                guard case .tickOptionComputation(let tick) = message, tick.reqId == id,
                    let delta = OptionFigures(tick)?.delta
                else { return nil }
                return .success(delta)
            } then: { [self] delta throws(LuaRaise) in
                try ended(place, filter.delta?.contains(delta) == true ? contract : nil)
            } failed: { [self] raise throws(LuaRaise) in
                guard raise.code == .name("timeout") else { throw raise }
                try ended(place, nil)
            }
        }
    }
}
