internal import TWSWire

/// One order of the account, from its first placeOrder to its end.
struct SimulatedOrder: Sendable {
    /// How far an order has come on its way to the exchange.
    enum Stage: Hashable, Sendable {
        /// Sent with transmit = false: TWS keeps it and says nothing.
        case held
        /// On its way.
        case sent
        /// At the exchange.
        case live
    }

    let key: OrderKey
    private let boxedInstrument: Boxed<Instrument>
    private var boxedTerms: Boxed<Order>
    /// How orders of its type behave; changes with the terms.
    private(set) var behaviour: any OrderBehaviour
    private(set) var isBuy: Bool
    /// The worst price at which it fills once it works; `nil` at any price.
    private(set) var limit: Double?
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
    /// Whether the order waits in the book at its limit.
    var isResting = false
    /// The order that must fill first, by its place in the book.
    var parent: Int?
    /// Children by their places in the book.
    var children: [Int] = []
    /// Whether a parent must fill first.
    var waitsForParent = false
    /// Whether a cancel has reached the exchange.
    var isWithdrawn = false
    /// Whether it was withdrawn because its time in force allows no waiting: TWS then sends no notice 202.
    var isImmediateRest = false
    /// When it ended; `nil` while it works.
    var completedAt: ExchangeInstant?
    /// Why it was cancelled or rejected, for completed orders.
    var reason = ""
    /// Connections of other clients that asked for the cancel.
    var cancelRequesters: [ConnectionID] = []

    /// Makes an order that is held; `terms` are in the form in which TWS shows them.
    init(_ key: OrderKey, _ instrument: Instrument, _ terms: Order, _ behaviour: any OrderBehaviour) {
        self.key = key
        boxedInstrument = Boxed(instrument)
        boxedTerms = Boxed(terms)
        self.behaviour = behaviour
        isBuy = terms.action == "BUY"
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

    /// The contract as openOrder shows it: `?` for the right of what has none.
    var contract: Contract {
        var contract = instrument.contract
        if contract.right.isEmpty { contract.right = "?" }
        return contract
    }

    /// Gives the order other terms, and maybe another type.
    mutating func replace(_ terms: Order, _ behaviour: any OrderBehaviour) {
        let wasTriggered = isElected && self.behaviour.waitsForTrigger
        self.terms = terms
        self.behaviour = behaviour
        limit = behaviour.limit(terms)
        total = terms.totalQuantity ?? total
        isElected = wasTriggered || !behaviour.waitsForTrigger
        isResting = false
    }

    /// What is not filled, as TWS knows it.
    var remaining: ExactDecimal { total - filled }

    /// What can still fill at the exchange.
    var open: ExactDecimal { total - filled - reserved }

    /// Whether the exchange may fill it now.
    var isMatchable: Bool {
        stage == .live && !status.isFinal && !isWithdrawn && !waitsForParent && open > .zero
    }

    /// Whether a client may see it among the open orders.
    var isOpen: Bool { stage != .held && !status.isFinal }

    /// Why it waits, in TWS's words.
    var whyHeld: String {
        guard !status.isFinal, status == .preSubmitted else { return "" }
        let reasons = [waitsForParent ? "child" : "", isElected ? "" : "trigger"]
        return reasons.filter { !$0.isEmpty }.joined(separator: ",")
    }
}
