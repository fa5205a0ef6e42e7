internal import TWSWire

/// An order, from its first placeOrder to its end.
///
/// Copies share their memory until one of them changes: an order is read far more often than it is changed.
@dynamicMemberLookup
struct SimulatedOrder: Sendable {
    private struct Content: Sendable {
        let key: OrderKey
        var instrument: Instrument
        var terms: Order
        var behaviour: any OrderBehaviour
        let isBuy: Bool
        var progress: OrderProgress
        let schedule: CommissionSchedule
        var children: [Int] = []
        var legs: [OrderLeg]
        var contract: Contract
        var cancelRequesters: [ConnectionID] = []
    }

    private var content: CopyOnWrite<Content>

    /// Makes a held order; `terms` are in the form in which TWS shows them.
    ///
    /// - Parameter latest: An order that may be in the same contract, which is then not made again.
    init(
        _ key: OrderKey,
        _ traded: Traded,
        _ terms: Order,
        _ behaviour: any OrderBehaviour,
        comboLegs: [ComboLeg] = [],
        latest: SimulatedOrder? = nil
    ) {
        var instrument = traded.instrument
        var contract: Contract
        if let latest, latest.instrument == instrument, latest.comboLegs == comboLegs {
            (instrument, contract) = (latest.instrument, latest.contract)
        } else {
            contract = instrument.contract
            if contract.right == .unset { contract.right = OptionRight("?") }
            if !comboLegs.isEmpty { contract.comboLegs = comboLegs }
        }
        content = CopyOnWrite(
            Content(
                key: key,
                instrument: instrument,
                terms: terms,
                behaviour: behaviour,
                isBuy: terms.action == .buy,
                progress: OrderProgress(
                    total: terms.totalQuantity ?? .zero,
                    limit: behaviour.limit(terms),
                    isElected: !behaviour.waitsForTrigger
                ),
                schedule: CommissionSchedule(for: instrument),
                legs: traded.legs,
                contract: contract
            )
        )
    }

    var key: OrderKey { content.value.key }

    var instrument: Instrument { _read { yield content.value.instrument } }

    /// The terms as clients see them, with TWS's name for the type.
    var terms: Order {
        _read { yield content.value.terms }
        _modify { yield &content.value.terms }
    }

    /// The behaviour of its type; changes with the terms.
    var behaviour: any OrderBehaviour { _read { yield content.value.behaviour } }

    var isBuy: Bool { content.value.isBuy }

    /// The parts that change during its life.
    var progress: OrderProgress {
        _read { yield content.value.progress }
        _modify { yield &content.value.progress }
    }

    /// The indices of its children in the book.
    var children: [Int] {
        _read { yield content.value.children }
        _modify { yield &content.value.children }
    }

    /// The legs of a combination; empty for a single instrument.
    var legs: [OrderLeg] {
        _read { yield content.value.legs }
        _modify { yield &content.value.legs }
    }

    /// The contract as openOrder shows it: `?` as the right of contracts without one.
    var contract: Contract { _read { yield content.value.contract } }

    /// The connections of other clients that requested the cancel.
    var cancelRequesters: [ConnectionID] {
        _read { yield content.value.cancelRequesters }
        _modify { yield &content.value.cancelRequesters }
    }

    /// The legs as the client wrote them.
    var comboLegs: [ComboLeg] { contract.comboLegs }

    /// Uses the memory of another order's instrument and contract if they are the same.
    mutating func shareInstrument(with other: SimulatedOrder) {
        if instrument.sharesMemory(with: other.instrument), contract.isIdentical(to: other.contract) { return }
        guard instrument == other.instrument else { return }
        content.value.instrument = other.instrument
        // What else is in it follows from the instrument.
        if comboLegs == other.comboLegs { content.value.contract = other.contract }
    }

    // Inlined, since the compiler makes a field of a key path only where it knows the path.
    subscript<Value>(dynamicMember path: WritableKeyPath<OrderProgress, Value>) -> Value {
        @inline(__always) get { content.value.progress[keyPath: path] }
        @inline(__always) set { content.value.progress[keyPath: path] = newValue }
    }

    /// Charges an execution and returns its commission.
    mutating func charge(quantity: Double, price: Double) -> Double {
        progress.charges.add(content.value.schedule, quantity: quantity, price: price)
    }

    /// Returns the commission that an execution would have, without charging it.
    func nextCharge(quantity: Double, price: Double) -> Double {
        var charges = progress.charges
        return charges.add(content.value.schedule, quantity: quantity, price: price)
    }

    /// Whether a parent must fill first.
    var waitsForParent: Bool { progress.holds.contains(.parent) }

    /// Whether it works at the exchange: in the book, or waiting for the closing auction.
    var works: Bool {
        progress.isElected && (progress.holds.isEmpty || (progress.holds == .auction && auction == .close))
    }

    /// The auction in which it fills; `nil` if it fills at any time.
    var auction: Auction? { terms.tif == .opening ? .open : behaviour.auction }

    /// The order as TWS names it in texts: `BUY 100 AAPL NASDAQ.NMS`.
    var description: String { "\(terms.action) \(progress.total) \(instrument.orderName)" }

    /// The other contracts whose market it looks at.
    var followed: [Int] { legs.map(\.conID) + ConditionList(conditions: terms.conditions).conIDs }

    /// The commissions charged so far; for a combination, the sum over its legs.
    var charged: Double { legs.isEmpty ? progress.charges.total : legs.reduce(0) { $0 + $1.progress.commission.total } }

    /// Gives the order other terms, and possibly another type.
    mutating func replace(_ terms: Order, _ behaviour: any OrderBehaviour) {
        let wasTriggered = progress.isElected && self.behaviour.waitsForTrigger
        self.terms = terms
        content.value.behaviour = behaviour
        progress.isMadeMarketable = progress.limit != nil && terms.orderType == .market
        progress.limit = behaviour.limit(terms)
        progress.total = terms.totalQuantity ?? progress.total
        if auction == nil { progress.holds.remove(.auction) }
        progress.openUntil = ExchangeInstant(nanoseconds: .min)
        progress.isElected = wasTriggered || !behaviour.waitsForTrigger
        progress.isResting = false
        progress.firstTouch = nil
    }

    /// Gives the order the same terms with other prices.
    mutating func reprice(_ terms: Order) {
        self.terms = terms
        progress.limit = behaviour.limit(terms)
    }

    /// The order ID that clients see.
    var shownID: Int { progress.binding == .unbound ? 0 : key.orderID }

    /// The unfilled quantity, as TWS knows it.
    var remaining: ExactDecimal { progress.total - progress.filled }

    /// The quantity that can still fill at the exchange.
    var open: ExactDecimal { progress.total - progress.filled - progress.reserved }

    /// Whether the exchange may fill it now.
    var isMatchable: Bool {
        progress.stage == .live && !progress.status.isFinal && !progress.isWithdrawn && progress.holds.isEmpty
            && open > .zero
    }

    /// Whether a client may see it among the open orders.
    var isOpen: Bool { progress.stage != .held && !progress.status.isFinal }

    /// Why it waits, in TWS's words.
    var whyHeld: String {
        guard !progress.status.isFinal, progress.status == .preSubmitted else { return "" }
        let isLocated = !progress.holds.contains(.locate)
        let reasons = [waitsForParent ? "child" : "", isLocated ? "" : "locate", progress.isElected ? "" : "trigger"]
        return reasons.filter { !$0.isEmpty }.joined(separator: ",")
    }
}
