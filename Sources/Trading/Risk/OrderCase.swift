internal import TWSWire

/// An order before the gate, with everything it is judged by.
///
/// It is a class because it is large and passes through every control.
final class OrderCase {
    /// One instrument that the order trades: its own or a leg's.
    struct Part {
        /// The instrument's slot among the working orders.
        var slot: Int
        /// Whether the order buys the instrument.
        var buys: Bool
        /// The contracts of the instrument in one unit of the order.
        var ratio = 1
        /// The units of the underlying in one contract.
        var multiplier = 1.0
        /// The value of one unit of its currency.
        var rate = 1.0
        /// What the desk has seen of its price.
        var mark: Marks.Mark?
        /// The account's position in it.
        var position = ExactDecimal.zero
    }

    /// The order as it is about to be sent.
    let new: Intent.NewOrder
    /// The order's own instrument.
    let part: Part
    /// The instruments of a combination; empty for any other order.
    var legs: [Part] = []
    /// What the order being modified may still do; `nil` for a new order.
    var old: OpenOrders.Part?
    /// The value of what the order being modified may still do; 0 for a new order.
    var oldNotional = 0.0
    /// The order's number; `nil` for a new order.
    var orderId: Int?
    /// The filled quantity of the order being modified.
    var filled = ExactDecimal.zero
    /// Whether it only exits the position that an order of the same submission enters.
    var isExit = false
    /// The group in which only one order can fill; `nil` for a standalone order, and for new terms of a working order.
    var group: OpenOrders.Group.Name? {
        guard orderId == nil, legs.isEmpty, !isExit, !new.order.ocaGroup.isEmpty else { return nil }
        return .named(new.order.ocaGroup, buys: part.buys)
    }
    /// The time of the judgement.
    let now: RunInstant
    /// The order's size and value, calculated once.
    private(set) var size = Size()

    struct Size {
        /// The quantity that may still fill.
        var quantity = ExactDecimal.zero
        /// The price that values the order, in the contract's currency; `nil` if none is known.
        var price: Double?
        /// The value in the base currency; 0 if unknown.
        var notional = 0.0
        /// The last price or the midpoint of the market, in the contract's currency.
        var reference: Double?
    }

    init(_ new: Intent.NewOrder, _ part: Part, now: RunInstant) {
        (self.new, self.part, self.now) = (new, part, now)
    }

    /// Calculates size and value; call it once everything else is set.
    func measure() { size = size(of: new.order) }

    /// Returns what size and value would be with other terms.
    func size(of order: Order) -> Size {
        var size = Size()
        size.quantity = max(.zero, (order.totalQuantity ?? .zero) - filled)
        size.reference = reference
        size.price = Self.largest(order.lmtPrice, order.orderType.hasTrigger ? order.auxPrice : nil, size.reference)
        if let cash = order.cashQty, cash != 0 {
            size.notional = cash * part.rate
        } else if legs.isEmpty {
            size.notional = value(of: size.quantity, of: part, at: size.price)
        } else {
            for leg in legs { size.notional += value(of: size.quantity * leg.ratio, of: leg, at: nil) }
            if size.notional == 0, let price = size.price { size.notional = price * size.quantity.double * part.rate }
        }
        return size
    }

    /// Returns the value of a quantity of a part at the part's own price.
    func value(of quantity: ExactDecimal, of part: Part) -> Double { value(of: quantity, of: part, at: size.price) }

    private func value(of quantity: ExactDecimal, of part: Part, at price: Double?) -> Double {
        let price = legs.isEmpty ? price : part.mark?.price.map(abs)
        return quantity.double * part.multiplier * (price ?? 0) * part.rate
    }

    /// The parts whose positions change.
    var traded: [Part] { legs.isEmpty ? [part] : legs }

    /// Returns the first denial that the check gives for these parts.
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

    /// The sum of the prices of all legs, which the price collar of a combination is measured against.
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
    /// Whether `auxPrice` is a market price rather than an offset.
    var hasTrigger: Bool {
        switch self {
        case .stop, .stopLimit, .marketIfTouched, .limitIfTouched, .stopWithProtection: true
        default: false
        }
    }
}
