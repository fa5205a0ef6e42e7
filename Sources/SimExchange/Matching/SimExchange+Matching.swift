internal import Notation
internal import TWSWire

extension SimExchange {
    /// Lets an order fill at the present quote as far as it can; its trigger is looked at first.
    mutating func match(_ place: Int) {
        guard book[place].isMatchable, let state = state(of: book[place]), awaitSession(place) else { return }
        guard book[place].isElected || elect(place, state) else { return }
        if !book[place].behaviour.followsMarket || book[place].isResting { fill(place, state) }
        if book[place].behaviour.followsMarket { peg(place, state) }
        if price(for: book[place], at: state.book) == nil { book[place].isResting = true }
        guard !book[place].wasMatched else { return }
        book[place].wasMatched = true
        let mayWait = ![.immediateOrCancel, .fillOrKill].contains(book[place].terms.tif)
        if !mayWait, book[place].open > .zero { withdrawRest(place) }
    }

    /// Looks at an order's trigger; tells whether it is met. If not, the market may move it.
    private mutating func elect(_ place: Int, _ state: MarketState) -> Bool {
        let order = book[place]
        guard order.behaviour.isTriggered(order.terms, order.instrument, by: state) else {
            book[place].firstTouch = nil
            if let terms = order.behaviour.moved(order.terms, order.instrument, by: state) {
                book[place].reprice(terms)
            }
            return false
        }
        guard confirmsTrigger(place, state) else { return false }
        book[place].isElected = true
        events.add(.election(place), at: latencies.response(from: now))
        return true
    }

    /// Whether a met trigger counts: at once, or with the double methods (1 quotes, 3 trades) when the next quote or
    /// trade meets it too.
    private mutating func confirmsTrigger(_ place: Int, _ state: MarketState) -> Bool {
        let method = book[place].terms.triggerMethod
        guard method == 1 || method == 3 else { return true }
        let time = method == 1 ? state.book.time : state.lastTime ?? state.book.time
        guard let first = book[place].firstTouch else {
            book[place].firstTouch = time
            return false
        }
        return time > first
    }

    /// Lets the market move the trigger of an order that does not work yet.
    mutating func follow(_ place: Int) {
        let order = book[place]
        guard !order.isElected, let state = state(of: order),
            let terms = order.behaviour.moved(order.terms, order.instrument, by: state)
        else { return }
        book[place].reprice(terms)
    }

    /// Moves the limit of an order that follows the market; where that meets the opposite quote, the order fills.
    private mutating func peg(_ place: Int, _ state: MarketState) {
        let order = book[place]
        let limit = order.behaviour.peg(order.terms, order.instrument, at: state)
        guard limit != order.limit else { return }
        book[place].limit = limit
        book[place].isResting = false
        if order.open > .zero { fill(place, state) }
    }

    private mutating func fill(_ place: Int, _ state: MarketState) {
        guard let price = price(for: book[place], at: state.book), !isBlocked(place) else { return }
        let quantity = quantity(for: book[place])
        if quantity > .zero { reserve(place, quantity, price) }
    }

    /// What an order sees of the market: its instrument's, or that of its legs together.
    func state(of order: SimulatedOrder) -> MarketState? {
        guard !order.legs.isEmpty else { return watches[order.instrument.conId]?.state }
        return combinedBook(order) { watches[$0]?.quote.book }.map { MarketState(book: $0, last: nil, lastTime: nil) }
    }

    /// What could fill at once.
    func fillable(_ order: SimulatedOrder) -> ExactDecimal {
        guard let state = state(of: order), price(for: order, at: state.book) != nil else { return .zero }
        return quantity(for: order)
    }

    /// The price at which an order fills against a quote, or `nil` if the quote does not reach its limit.
    private func price(for order: SimulatedOrder, at book: TopOfBook) -> Double? {
        let quote = order.isBuy ? book.ask : book.bid
        let rule = order.instrument.marketRule
        let isConservative = configuration.fills == .conservative
        let tick = rule.increment(at: quote)
        let worse = order.isBuy ? rule.roundedUp(quote + tick / 2) : rule.roundedDown(quote - tick / 2)
        guard let limit = order.limit else { return isConservative ? worse : quote }
        let needed = isConservative ? worse : quote
        guard order.isBuy ? needed <= limit : needed >= limit else { return nil }
        return order.isResting && order.legs.isEmpty ? limit : quote
    }

    /// Whether the limit of an order that may not wait is so far beyond the market that the exchange does not take it.
    ///
    /// A live Gateway cancelled an IOC order 20 % beyond the quote and filled orders 3 % beyond it; the bound here,
    /// 10 %, lies between.
    func isBeyondProtection(_ order: SimulatedOrder) -> Bool {
        guard let limit = order.limit, let state = state(of: order), order.legs.isEmpty else { return false }
        return order.isBuy ? limit > state.book.ask * 1.1 : limit < state.book.bid * 0.9
    }

    /// How much of an order the quote can fill: of a combination as many as all legs allow.
    private func quantity(for order: SimulatedOrder) -> ExactDecimal {
        guard configuration.fills != .optimistic else { return order.taken(of: order.open) }
        var left = Double.infinity
        if order.legs.isEmpty {
            left = watches[order.instrument.conId]?.left(isBuy: order.isBuy) ?? 0
        }
        for leg in order.legs {
            let units = watches[leg.conID]?.left(isBuy: leg.isBuy == order.isBuy) ?? 0
            left = min(left, (units / Double(leg.ratio)).rounded(.down))
        }
        guard let left = ExactDecimal(left.rounded(places: 4)), left > .zero else { return .zero }
        return order.taken(of: left)
    }

    private mutating func reserve(_ place: Int, _ quantity: ExactDecimal, _ price: Double) {
        let order = book[place]
        if order.legs.isEmpty {
            watches[order.instrument.conId]?.take(quantity.double, isBuy: order.isBuy)
        }
        for leg in order.legs {
            watches[leg.conID]?.take(leg.units(quantity).double, isBuy: leg.isBuy == order.isBuy)
        }
        decide(place, quantity, price)
    }

    /// Decides on a fill; the news of it travels to TWS.
    mutating func decide(_ place: Int, _ quantity: ExactDecimal, _ price: Double) {
        book[place].reserved = book[place].reserved + quantity
        if let terms = book[place].behaviour.filled(book[place].terms, at: price) { book[place].reprice(terms) }
        let legPrices = book[place].legs.map { leg in
            watches[leg.conID].map { leg.price($0.quote.book, isBuying: book[place].isBuy) } ?? mark(leg.instrument)
        }
        let decision = FillDecision(place: place, quantity: quantity, price: price, legPrices: legPrices)
        events.add(.fill(decision), at: latencies.response(from: now))
    }

    /// The news that a trigger was met arrives: the order works now.
    mutating func electionReported(_ place: Int) {
        guard book[place].isOpen, book[place].status == .preSubmitted else { return }
        book[place].status = .submitted
        reportOrder(place)
    }
}
