internal import TWSWire

/// Reads the terms of an order: checks them and converts them to the form in which TWS shows them.
enum OrderTerms {
    private static let timesInForce: Set<TimeInForce> = [
        .unset, .day, .goodTillCancelled, .immediateOrCancel, .fillOrKill, .goodTillDate, .opening, .goodTillTime,
        .auction,
        .goodTillCrossing, .dayTillCancelled,
    ]

    /// Returns the behaviour of the order's type.
    ///
    /// - Throws: 321 for an unknown order type, 387 for a type that is not simulated.
    static func behaviour(_ order: Order) throws(Rejection) -> any OrderBehaviour {
        guard let type = OrderTypeName.canonical(order.orderType) else {
            throw .invalid("Invalid order type was entered")
        }
        guard order.hedgeType.isEmpty else { throw unsupported("a hedge order") }
        guard let behaviour = OrderBehaviours.of(type) else { throw unsupported(type.text) }
        return behaviour
    }

    private static func unsupported(_ what: String) -> Rejection {
        Rejection(387, Rejection.unsupportedType.text + " (\(what) is not simulated yet.)")
    }

    /// Throws the reason if TWS would refuse the order.
    static func validate(
        _ order: Order,
        _ instrument: Instrument,
        accounts: [String],
        now: ExchangeInstant
    ) throws(Rejection) {
        let behaviour = try behaviour(order)
        guard [.buy, .sell, .sellShort].contains(order.action) else {
            throw .invalid("Invalid order action was entered")
        }
        guard let size = order.totalQuantity, size != .zero else { throw .zeroSize }
        guard size > .zero else { throw .invalid("Invalid order size was entered") }
        guard isMultiple(size, of: instrument) else {
            throw Rejection(355, "Order size does not conform to market rule.")
        }
        guard instrument.secType != .stock || size.isWhole || order.cashQty ?? 0 > 0 else { throw .fraction }
        _ = try account(order, among: accounts)
        guard timesInForce.contains(order.tif) else {
            throw .invalid("Invalid time in force was entered")
        }
        guard behaviour.isPlain || instrument.lists(behaviour.listed) else { throw .unsupportedType }
        guard order.tif != .opening || behaviour.isPlain else { throw .incompatibleTimeInForce }
        try behaviour.validate(order, instrument)
        try OrderSize.validate(order)
        _ = try Algorithm.read(order, now: now)
        _ = try OrderTimes.start(order)
    }

    /// Returns the account of an order: the one it names, or the only one.
    ///
    /// - Throws: 321 for an unknown account, and for a missing one if there are several.
    static func account(_ order: Order, among accounts: [String]) throws(Rejection) -> String {
        guard order.account.isEmpty else {
            guard accounts.contains(order.account) else { throw .invalidAccount(order.account) }
            return order.account
        }
        guard let only = accounts.first, accounts.count == 1 else { throw .missingAccount }
        return only
    }

    /// Throws if the order ends before it starts.
    static func validateTimes(_ order: Order, _ instrument: Instrument, now: ExchangeInstant) throws(Rejection) {
        guard let end = try OrderTimes.goodTill(order, instrument) else { return }
        let start = try OrderTimes.start(order) ?? now
        guard end > max(now, start) else { throw .invalidGoodTillDate }
    }

    /// Whether outsideRth has no effect: for orders that fill at once or at the close, and for options.
    static func ignoresOutsideRth(_ order: Order, _ instrument: Instrument) -> Bool {
        guard order.outsideRth else { return false }
        let type = OrderTypeName.canonical(order.orderType) ?? order.orderType
        let isOfRegularHours = [.market, .marketOnClose, .limitOnClose, .marketToLimit, .midPrice].contains(type)
        return instrument.secType == .option || (instrument.secType == .stock && isOfRegularHours)
    }

    private static func isMultiple(_ size: ExactDecimal, of instrument: Instrument) -> Bool {
        let steps = size.double / instrument.sizeIncrement
        return size.double >= instrument.minSize && abs(steps - steps.rounded()) < 1e-6
    }

    /// Returns the terms as openOrder shows them: the client's, with what TWS fills in for a plain order.
    ///
    /// - Parameter known: Terms made of an order of the same client that, like this one, sets none of the members that
    ///   few orders set; these members are taken from it.
    static func shown(
        _ order: Order,
        _ behaviour: any OrderBehaviour,
        clientID: Int,
        like known: Order? = nil
    ) -> Order {
        var shown = behaviour.accepted(order)
        if let known { shown.takeTail(of: known) } else { fillTail(of: &shown, order, clientID: clientID) }
        shown.orderType = OrderTypeName.canonical(order.orderType) ?? order.orderType
        shown.tif = order.tif == .unset ? .day : order.tif
        shown.openClose = ""
        shown.action = order.action == .sellShort ? .sell : order.action
        shown.transmit = true
        shown.displaySize = order.displaySize == 0 ? nil : order.displaySize
        return shown
    }

    /// The members that few orders set.
    private static func fillTail(of shown: inout Order, _ order: Order, clientID: Int) {
        shown.clientId = clientID
        shown.exemptCode = -1
        shown.ocaType = order.ocaType == 0 ? 3 : order.ocaType
        shown.rule80A = order.rule80A.isEmpty ? "0" : order.rule80A
        shown.volatilityType = order.volatilityType ?? 0
        shown.deltaNeutralOrderType = .noType
        shown.deltaNeutralOpenClose = "?"
        shown.referencePriceType = order.referencePriceType ?? 0
        shown.clearingIntent = "IB"
        shown.adjustedOrderType = order.adjustedOrderType == .unset ? .noType : order.adjustedOrderType
        shown.cashQty = order.cashQty ?? 0
        shown.dontUseAutoPriceForHedge = true
        shown.usePriceMgmtAlgo = order.usePriceMgmtAlgo ?? 0
    }
}

extension Rejection {
    /// Error 10243.
    static let fraction = Rejection(
        10243,
        "Fractional-sized order cannot be placed via API. Please use desktop version to place this order."
    )
}

extension ExactDecimal {
    /// Whether there is no fraction.
    fileprivate var isWhole: Bool { double == double.rounded() }
}
