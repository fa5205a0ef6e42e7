internal import TWSWire

/// One order, from its first placeOrder to its end.
struct SimulatedOrder: Sendable {
    /// How far an order has come on its way to the exchange.
    enum Stage: String, Hashable, Sendable {
        /// Sent with transmit = false: TWS keeps it and says nothing.
        case held
        /// On its way.
        case sent
        /// At the exchange.
        case live
    }

    /// Whether an order that was entered by hand has got an order id.
    enum Binding: String, Hashable, Sendable {
        /// Placed through the API.
        case own
        /// Entered by hand, not bound yet: clients see order id 0.
        case unbound
        /// Entered by hand, bound to client 0 under a negative id.
        case bound
    }

    let key: OrderKey
    var binding: Binding = .own
    private let boxedInstrument: Boxed<Instrument>
    private var boxedTerms: Boxed<Order>
    /// How orders of its type behave; changes with the terms.
    private(set) var behaviour: any OrderBehaviour
    private(set) var isBuy: Bool
    /// The worst price at which it fills once it works; `nil` at any price.
    var limit: Double?
    /// 0 while the order is held.
    var permID = 0
    var stage: Stage = .held
    var status: OrderStatus = .preSubmitted
    var total: ExactDecimal
    var filled: ExactDecimal = .zero
    /// Filled at the exchange, but TWS does not know yet.
    var reserved: ExactDecimal = .zero
    var averagePrice = 0.0
    var lastPrice = 0.0
    /// What its executions cost so far, in the instrument's currency.
    var commission: OrderCommission
    /// Whether its trigger was met; true from the start for types without one.
    var isElected: Bool
    /// The quote or trade that met a trigger which needs a second one.
    var firstTouch: ExchangeInstant?
    /// Whether the market has looked at it since it works; an immediate-or-cancel order ends with that.
    var wasMatched = false
    /// Whether the order waits in the book at its limit, because a quote was short of it: it then fills at the limit.
    /// One that is marketable from the start fills at the quotes until it is done.
    var isResting = false
    /// Whether it was a limit order that became a market order: TWS then tells that it is filled before how.
    var isMadeMarketable = false
    /// The order that must fill first, by its place in the book.
    var parent: Int?
    /// Children by their places in the book.
    var children: [Int] = []
    /// What keeps it from working.
    var holds: Holds = []
    /// When its auction is; `nil` for orders without one.
    var auctionTime: ExchangeInstant?
    /// When it reached the exchange with its present terms.
    var acceptedAt = ExchangeInstant(nanoseconds: .max)
    /// The legs of a combination; empty for a single instrument.
    var legs: [OrderLeg]
    /// The legs as the client wrote them.
    let comboLegs: [ComboLeg]
    /// The plan of an algorithm that slices it.
    var slices: [AlgorithmSlice] = []
    /// How much of it an algorithm has let go so far; `nil` for orders without one.
    var released: ExactDecimal?
    /// When it begins to work; `nil` if it does already.
    var startTime: ExchangeInstant?
    /// When its time in force is over; `nil` for never.
    var expiry: ExchangeInstant?
    /// Until when its market is known to be open; used where sessions are real.
    var openUntil = ExchangeInstant(nanoseconds: .min)
    /// Whether a cancel has reached the exchange.
    var isWithdrawn = false
    /// Whether it was withdrawn because its time in force allows no waiting: TWS then sends no notice 202.
    var isImmediateRest = false
    /// Whether its OCA group took it out: its own end then leaves the others alone.
    var hasLeftGroup = false
    /// When it ended; `nil` while it works.
    var completedAt: ExchangeInstant?
    /// Why it was cancelled or rejected, for completed orders.
    var reason = ""
    /// Connections of other clients that asked for the cancel.
    var cancelRequesters: [ConnectionID] = []

    /// Makes an order that is held; `terms` are in the form in which TWS shows them.
    init(
        _ key: OrderKey,
        _ traded: Traded,
        _ terms: Order,
        _ behaviour: any OrderBehaviour,
        comboLegs: [ComboLeg] = []
    ) {
        let instrument = traded.instrument
        self.key = key
        boxedInstrument = Boxed(instrument)
        legs = traded.legs
        self.comboLegs = comboLegs
        boxedTerms = Boxed(terms)
        self.behaviour = behaviour
        isBuy = terms.action == .buy
        limit = behaviour.limit(terms)
        total = terms.totalQuantity ?? .zero
        commission = OrderCommission(CommissionSchedule(for: instrument))
        isElected = !behaviour.waitsForTrigger
    }

    var instrument: Instrument { _read { yield boxedInstrument.value } }

    /// The terms as clients see them again; the type under TWS's name.
    var terms: Order {
        _read { yield boxedTerms.value }
        set { boxedTerms.value = newValue }
    }

    /// Whether a parent must fill first.
    var waitsForParent: Bool { holds.contains(.parent) }

    /// Whether it works at the exchange: in the book, or waiting for the closing auction.
    var works: Bool { isElected && (holds.isEmpty || (holds == .auction && auction == .close)) }

    /// The auction in which it fills; `nil` if it fills at any time.
    var auction: Auction? { terms.tif == .opening ? .open : behaviour.auction }

    /// The order as TWS names it in texts: `BUY 100 AAPL NASDAQ.NMS`.
    var description: String { "\(terms.action) \(total) \(instrument.orderName)" }

    /// The other contracts whose market it looks at.
    var followed: [Int] { legs.map(\.conID) + ConditionList(conditions: terms.conditions).conIDs }

    /// What its executions cost so far, those of its legs together.
    var charged: Double { legs.isEmpty ? commission.total : legs.reduce(0) { $0 + $1.commission.total } }

    /// The contract as openOrder shows it: `?` for the right of what has none.
    var contract: Contract {
        var contract = instrument.contract
        if contract.right == .unset { contract.right = OptionRight("?") }
        contract.comboLegs = comboLegs
        return contract
    }

    /// Gives the order other terms, and maybe another type.
    mutating func replace(_ terms: Order, _ behaviour: any OrderBehaviour) {
        let wasTriggered = isElected && self.behaviour.waitsForTrigger
        self.terms = terms
        self.behaviour = behaviour
        isMadeMarketable = limit != nil && terms.orderType == .market
        limit = behaviour.limit(terms)
        total = terms.totalQuantity ?? total
        if auction == nil { holds.remove(.auction) }
        openUntil = ExchangeInstant(nanoseconds: .min)
        isElected = wasTriggered || !behaviour.waitsForTrigger
        isResting = false
        firstTouch = nil
    }

    /// Gives the order the same terms with other prices.
    mutating func reprice(_ terms: Order) {
        self.terms = terms
        limit = behaviour.limit(terms)
    }

    /// The order id that clients see.
    var shownID: Int { binding == .unbound ? 0 : key.orderID }

    /// What is not filled, as TWS knows it.
    var remaining: ExactDecimal { total - filled }

    /// What can still fill at the exchange.
    var open: ExactDecimal { total - filled - reserved }

    /// Whether the exchange may fill it now.
    var isMatchable: Bool {
        stage == .live && !status.isFinal && !isWithdrawn && holds.isEmpty && open > .zero
    }

    /// Whether a client may see it among the open orders.
    var isOpen: Bool { stage != .held && !status.isFinal }

    /// Why it waits, in TWS's words.
    var whyHeld: String {
        guard !status.isFinal, status == .preSubmitted else { return "" }
        let isLocated = !holds.contains(.locate)
        let reasons = [waitsForParent ? "child" : "", isLocated ? "" : "locate", isElected ? "" : "trigger"]
        return reasons.filter { !$0.isEmpty }.joined(separator: ",")
    }
}
