internal import Notation
internal import TWSWire

/// Decides when orders fill: an order book and the market's state go in, actions come out.
///
/// It knows the rules and what orders have taken from the current quotes; it sends nothing and keeps no time. It
/// changes an order in the book only as its decision requires: a met trigger, a moved stop or limit, a quantity that is
/// filled but not reported yet.
struct MatchingCore: Sendable {
    let fills: FillProfile
    /// What market orders pay in addition to a file's prices.
    let slippage: Slippage
    /// What orders have taken from the current quotes, by conId: nobody gets it twice until the quote changes.
    private var taken: [Int: TakenLiquidity] = [:]
    /// The session in which an order was last found to be: most orders find themselves in the same one.
    var latestSession: (calendar: TradingCalendar, hours: TradingHours, range: Range<ExchangeInstant>)?

    init(_ fills: FillProfile, _ slippage: Slippage = Slippage()) {
        (self.fills, self.slippage) = (fills, slippage)
    }

    // MARK: Liquidity

    /// Makes the whole size of a quote available again.
    mutating func quoteChanged(_ conID: Int) { taken[conID] = nil }

    /// Returns what orders have taken from the current quote.
    func taken(_ conID: Int) -> TakenLiquidity { taken[conID] ?? TakenLiquidity() }

    /// Restores what orders have taken from the current quote.
    mutating func restore(_ liquidity: TakenLiquidity, of conID: Int) { taken[conID] = liquidity }

    /// Returns how much a buyer or a seller can still get from a quote.
    private func left(_ conID: Int, isBuy: Bool, _ book: TopOfBook) -> Double {
        let size = book.depth ?? (isBuy ? book.askSize : book.bidSize)
        return Double(size) - (isBuy ? taken(conID).ask : taken(conID).bid)
    }

    private mutating func take(_ size: Double, isBuy: Bool, of conID: Int) {
        if isBuy {
            taken[conID, default: TakenLiquidity()].ask += size
        } else {
            taken[conID, default: TakenLiquidity()].bid += size
        }
    }

    // MARK: Matching

    /// Fills an order at the current quote as far as it can; its trigger is checked first.
    mutating func match(
        _ place: Int,
        in book: inout OrderBook,
        _ market: some MatchingMarket,
        at now: ExchangeInstant
    ) -> [MatchAction] {
        guard book[place].isMatchable, let state = book[place].state(in: market, at: now) else { return [] }
        if let opening = closedUntil(place, in: &book, at: now) { return opening.action(place) }
        var actions: [MatchAction] = []
        var passed: PassedTrigger?
        if !book[place].isElected {
            guard elect(place, in: &book, state) else { return [] }
            actions.append(.elect(place))
            passed = passedTrigger(of: book[place], state.book, at: now)
        }
        if case .waits = passed { return actions }
        let followsMarket = book[place].behaviour.followsMarket
        if !followsMarket || book[place].isResting { actions += fill(place, in: &book, state, market, now, passed) }
        if followsMarket { actions += peg(place, in: &book, state, market, now) }
        if !book[place].isResting, price(for: book[place], at: state.book) == nil { book[place].isResting = true }
        guard !book[place].wasMatched else { return actions }
        book[place].wasMatched = true
        let mayWait = ![.immediateOrCancel, .fillOrKill].contains(book[place].terms.tif)
        if !mayWait, book[place].open > .zero { actions.append(withdrawRest(place, in: &book)) }
        return actions
    }

    /// Executes an order in an auction at a price: it fills in full there, or is cancelled.
    mutating func auction(
        _ place: Int,
        at price: Double?,
        in book: inout OrderBook,
        _ market: some MatchingMarket,
        at now: ExchangeInstant
    ) -> MatchAction {
        let order = book[place]
        guard let price, order.limit.map({ order.isBuy ? price <= $0 : price >= $0 }) ?? true,
            !isBlocked(place, in: &book)
        else { return .cancel(place) }
        return decide(place, order.open, price, in: &book, market, now)
    }

    /// Ends an order's time in force; `nil` if that time has changed, or the order is done.
    func expire(_ place: Int, in book: OrderBook, at now: ExchangeInstant) -> MatchAction? {
        let order = book[place]
        guard order.expiry == now, !order.isWithdrawn, !order.status.isFinal else { return nil }
        return .expire(place)
    }

    /// Withdraws the rest of an immediate-or-cancel order from the market.
    func withdrawRest(_ place: Int, in book: inout OrderBook) -> MatchAction {
        book[place].isImmediateRest = true
        book[place].isWithdrawn = true
        return .withdraw(place)
    }

    /// Lets the market move the trigger of an order that does not work yet.
    func follow(_ place: Int, in book: inout OrderBook, _ market: some MatchingMarket, at now: ExchangeInstant) {
        let order = book[place]
        guard !order.isElected, let state = order.state(in: market, at: now),
            let terms = order.behaviour.moved(order.terms, order.instrument, by: state)
        else { return }
        book[place].reprice(terms)
    }

    /// Returns the quantity that could fill at once.
    func fillable(_ order: SimulatedOrder, _ market: some MatchingMarket, at now: ExchangeInstant) -> ExactDecimal {
        guard let state = order.state(in: market, at: now), price(for: order, at: state.book) != nil else {
            return .zero
        }
        return quantity(for: order, market)
    }

    /// Whether the limit of an order that may not wait is so far beyond the market that the exchange refuses it.
    ///
    /// A live Gateway cancelled an IOC order 20 % beyond the quote and filled orders 3 % beyond it; the bound here,
    /// 10 %, lies between.
    func isBeyondProtection(
        _ order: SimulatedOrder,
        _ market: some MatchingMarket,
        at now: ExchangeInstant
    ) -> Bool {
        guard let limit = order.limit, let state = order.state(in: market, at: now), order.legs.isEmpty else {
            return false
        }
        return order.isBuy ? limit > state.book.ask * 1.1 : limit < state.book.bid * 0.9
    }

    /// Whether another member of the order's OCA group has a fill on its way, which blocks the group.
    ///
    /// Type 3 does not block: both may fill. Children of one parent always block, so that a position is closed once.
    private func isBlocked(_ place: Int, in book: inout OrderBook) -> Bool {
        let order = book[place]
        guard !order.terms.ocaGroup.isEmpty, order.terms.ocaType != 3 || order.parent != nil else { return false }
        return book.othersInGroup(of: place).contains { book[$0].reserved > .zero }
    }

    // MARK: Triggers

    /// Checks an order's trigger; returns whether it is met. If not, the market may move it.
    private func elect(_ place: Int, in book: inout OrderBook, _ state: MarketState) -> Bool {
        let order = book[place]
        guard order.behaviour.isTriggered(order.terms, order.instrument, by: state) else {
            if order.firstTouch != nil { book[place].firstTouch = nil }
            if let terms = order.behaviour.moved(order.terms, order.instrument, by: state) {
                book[place].reprice(terms)
            }
            return false
        }
        guard confirmsTrigger(place, in: &book, state) else { return false }
        book[place].isElected = true
        return true
    }

    /// Whether a met trigger counts: at once, or with the double methods (1 quotes, 3 trades) when the next quote or
    /// trade meets it, too.
    private func confirmsTrigger(_ place: Int, in book: inout OrderBook, _ state: MarketState) -> Bool {
        let method = book[place].terms.triggerMethod
        guard method == 1 || method == 3 else { return true }
        let time = method == 1 ? state.book.time : state.lastTime ?? state.book.time
        guard let first = book[place].firstTouch else {
            book[place].firstTouch = time
            return false
        }
        return time > first
    }

    /// Moves the limit of an order that follows the market; if it meets the opposite quote, the order fills.
    private mutating func peg(
        _ place: Int,
        in book: inout OrderBook,
        _ state: MarketState,
        _ market: some MatchingMarket,
        _ now: ExchangeInstant
    ) -> [MatchAction] {
        let order = book[place]
        let limit = order.behaviour.peg(order.terms, order.instrument, at: state)
        guard limit != order.limit else { return [] }
        book[place].limit = limit
        book[place].isResting = false
        return order.open > .zero ? fill(place, in: &book, state, market, now) : []
    }

    // MARK: Fills

    private mutating func fill(
        _ place: Int,
        in book: inout OrderBook,
        _ state: MarketState,
        _ market: some MatchingMarket,
        _ now: ExchangeInstant,
        _ passed: PassedTrigger? = nil
    ) -> [MatchAction] {
        let found = passed?.price ?? price(for: book[place], at: state.book)
        guard let price = found, !isBlocked(place, in: &book) else { return [] }
        let order = book[place]
        let quantity = quantity(for: order, market)
        guard quantity > .zero else { return [] }
        if order.legs.isEmpty { take(quantity.double, isBuy: order.isBuy, of: order.instrument.conId) }
        for leg in order.legs { take(leg.units(quantity).double, isBuy: leg.isBuy == order.isBuy, of: leg.conID) }
        return [decide(place, quantity, price, in: &book, market, now)]
    }

    /// Returns the price at which an order fills against a quote, or `nil` if the quote does not reach its limit.
    private func price(for order: SimulatedOrder, at book: TopOfBook) -> Double? {
        guard book.arrival == .quote else { return barPrice(for: order, at: book) }
        let quote = order.isBuy ? book.ask : book.bid
        let rule = order.instrument.marketRule
        let isConservative = fills == .conservative
        let tick = rule.increment(at: quote)
        let worse = order.isBuy ? rule.roundedUp(quote + tick / 2) : rule.roundedDown(quote - tick / 2)
        guard let limit = order.limit else { return isConservative ? worse : quote }
        let needed = isConservative ? worse : quote
        guard order.isBuy ? needed <= limit : needed >= limit else { return nil }
        return order.isResting && order.legs.isEmpty ? limit : quote
    }

    /// Returns how much of an order the quote can fill: for a combination, as many as all legs allow.
    private func quantity(for order: SimulatedOrder, _ market: some MatchingMarket) -> ExactDecimal {
        guard fills != .optimistic else { return order.taken(of: order.open) }
        func left(_ conID: Int, isBuy: Bool) -> Double {
            market.state(conID).map { self.left(conID, isBuy: isBuy, $0.book) } ?? 0
        }
        var units = Double.infinity
        if order.legs.isEmpty { units = left(order.instrument.conId, isBuy: order.isBuy) }
        for leg in order.legs {
            let available = left(leg.conID, isBuy: leg.isBuy == order.isBuy)
            units = min(units, (available / Double(leg.ratio)).rounded(.down))
        }
        guard let quantity = ExactDecimal(units.rounded(places: 4)), quantity > .zero else { return .zero }
        return order.taken(of: quantity)
    }

    private func decide(
        _ place: Int,
        _ quantity: ExactDecimal,
        _ price: Double,
        in book: inout OrderBook,
        _ market: some MatchingMarket,
        _ now: ExchangeInstant
    ) -> MatchAction {
        book[place].reserved = book[place].reserved + quantity
        if let terms = book[place].behaviour.filled(book[place].terms, at: price) { book[place].reprice(terms) }
        let isBuying = book[place].isBuy
        let legPrices = book[place].legs.map { leg in
            market.state(leg.conID).map { leg.price($0.book, isBuying: isBuying) }
                ?? market.mark(leg.instrument, at: now)
        }
        return .fill(FillDecision(place: place, quantity: quantity, price: price, legPrices: legPrices))
    }
}

/// The sizes that orders have taken from a quote; stored as part of its row in a state file.
struct TakenLiquidity: Sendable, Hashable, Codable {
    var bid = 0.0
    var ask = 0.0
}

/// What matching may know about a market.
protocol MatchingMarket {
    /// Returns the state of an instrument; `nil` for one that is not followed.
    func state(_ conID: Int) -> MarketState?

    /// Returns the market price of an instrument.
    func mark(_ instrument: Instrument, at now: ExchangeInstant) -> Double
}

extension Market: MatchingMarket {
    func state(_ conID: Int) -> MarketState? { watch(conID)?.state }
}

extension SimulatedOrder {
    /// Returns what the order sees of the market: its instrument's state, or the combined state of its legs.
    func state(in market: some MatchingMarket, at now: ExchangeInstant) -> MarketState? {
        guard !legs.isEmpty else { return market.state(instrument.conId) }
        let book = combinedBook(at: now) { market.state($0)?.book }
        return book.map { MarketState(book: $0, last: nil, lastTime: nil) }
    }
}
