internal import TWSWire

/// An order in front of the gate, with everything that it is judged by at hand.
struct OrderCase {
    /// One instrument that the order trades: its own, or that of a leg.
    struct Part {
        /// Where the instrument counts among what works.
        var slot: Int
        /// Whether the order buys it.
        var buys: Bool
        /// Contracts of it in one unit of the order.
        var ratio = 1
        /// Units of the underlying in one contract.
        var multiplier = 1.0
        /// What a unit of its currency is worth.
        var rate = 1.0
        /// What the desk has seen of its price.
        var mark: Marks.Mark?
        /// What the account holds of it.
        var position = ExactDecimal.zero
    }

    /// The order as it is about to be sent.
    var new: Intent.NewOrder
    /// The instrument.
    var part: Part
    /// The instruments of a combination; empty for any other order.
    var legs: [Part] = []
    /// What the order that is modified may still do; `nil` for a new order.
    var old: OpenOrders.Part?
    /// The value of what the modified order may still do; 0 for a new order.
    var oldNotional = 0.0
    /// Its number; `nil` for a new order.
    var orderId: Int?
    /// What the modified order has filled.
    var filled = ExactDecimal.zero
    /// Whether it only leaves the position that an order of the same submission enters.
    var isExit = false
    /// Others of which only one can fill; `nil` for an order by itself, and for other terms of one that works.
    var group: OpenOrders.Group.Name? {
        guard orderId == nil, legs.isEmpty, !isExit, !new.order.ocaGroup.isEmpty else { return nil }
        return .named(new.order.ocaGroup, buys: part.buys)
    }
    /// The moment.
    var now: RunInstant
    /// What is worth knowing of its size and value, worked out once.
    private(set) var size = Size()

    struct Size {
        /// What may still fill.
        var quantity = ExactDecimal.zero
        /// Price by which it is valued, in the contract's currency; `nil` where none is known.
        var price: Double?
        /// Value in the base currency; 0 where it is not known.
        var notional = 0.0
        /// The last price or the middle of the market, in the contract's currency.
        var reference: Double?
    }

    init(_ new: Intent.NewOrder, _ part: Part, now: RunInstant) {
        (self.new, self.part, self.now) = (new, part, now)
    }

    /// Works out size and value; to be called when everything else is set.
    mutating func measure() {
        let order = new.order
        size.quantity = max(.zero, (order.totalQuantity ?? .zero) - filled)
        size.reference = reference
        size.price = Self.largest(order.lmtPrice, order.orderType.hasTrigger ? order.auxPrice : nil, size.reference)
        if let cash = order.cashQty, cash != 0 {
            size.notional = cash * part.rate
        } else if legs.isEmpty {
            size.notional = value(of: size.quantity, of: part)
        } else {
            size.notional = legs.reduce(0) { $0 + value(of: size.quantity * $1.ratio, of: $1) }
            if size.notional == 0, let price = size.price { size.notional = price * size.quantity.double * part.rate }
        }
    }

    /// The value of so many contracts of a part, at its own price.
    func value(of quantity: ExactDecimal, of part: Part) -> Double {
        let price = legs.isEmpty ? size.price : part.mark?.price.map(abs)
        return quantity.double * part.multiplier * (price ?? 0) * part.rate
    }

    /// The parts that change positions.
    var traded: [Part] { legs.isEmpty ? [part] : legs }

    /// The first of these parts about which there is something to say.
    func firstDenial(_ check: (Part) -> Denial?) -> Denial? {
        if legs.isEmpty { return check(part) }
        for leg in legs {
            if let denial = check(leg) { return denial }
        }
        return nil
    }

    private var reference: Double? {
        guard !legs.isEmpty else { return part.mark?.price }
        var sum = 0.0
        for leg in legs {
            guard let price = leg.mark?.price else { return nil }
            sum += Double(leg.ratio) * price * (leg.buys == part.buys ? 1 : -1)
        }
        return sum
    }

    /// The sum of the prices of all legs, by which the collar of a combination is measured.
    var legSum: Double? {
        var sum = 0.0
        for leg in legs {
            guard let price = leg.mark?.price else { return nil }
            sum += Double(leg.ratio) * abs(price)
        }
        return sum
    }

    private static func largest(_ first: Double?, _ second: Double?, _ third: Double?) -> Double? {
        var largest: Double?
        func mind(_ price: Double?) {
            guard let size = price.map(abs) else { return }
            largest = largest.map { max($0, size) } ?? size
        }
        mind(first)
        mind(second)
        mind(third)
        return largest
    }
}

extension OrderType {
    /// Whether `auxPrice` is a price of the market, and no distance from it.
    var hasTrigger: Bool {
        switch self {
        case .stop, .stopLimit, .marketIfTouched, .limitIfTouched, .stopWithProtection: true
        default: false
        }
    }
}
