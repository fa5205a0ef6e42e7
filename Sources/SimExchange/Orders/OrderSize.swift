internal import Notation
internal import TWSWire

/// The size of an order, and how much of it may fill at once.
enum OrderSize {
    /// Returns the order with its size in units, if it was given as an amount of money (`cashQty`).
    ///
    /// The amount buys at the order's limit or else at the quote; a rest smaller than the increment of the contract's
    /// sizes is dropped.
    /// - Throws: 10244 for a contract that is not traded by amount, 388 for an amount below the smallest size.
    static func inUnits(_ order: Order, _ instrument: Instrument, _ book: TopOfBook?) throws(Rejection) -> Order {
        guard let cash = order.cashQty, cash > 0 else { return order }
        guard instrument.lists("CASHQTY") else { throw .noCashQuantity }
        let quote = (order.action == .buy ? book?.ask : book?.bid) ?? 0
        let price = order.orderType == .limit ? order.lmtPrice ?? quote : quote
        let steps = price > 0 ? (cash / price / instrument.sizeIncrement + 1e-9).rounded(.down) : 0
        let size = ExactDecimal((steps * instrument.sizeIncrement).rounded(places: 8)) ?? .zero
        guard size.double >= instrument.minSize, size > .zero else { throw .belowMinimum }
        var order = order
        order.totalQuantity = size
        return order
    }

    /// Throws for attributes that do not fit the size: 10020 for a display size that is not below it.
    static func validate(_ order: Order) throws(Rejection) {
        guard let display = order.displaySize, display > 0 else { return }
        guard ExactDecimal(display) < order.totalQuantity ?? .zero else { throw .displaySize }
    }
}

extension SimulatedOrder {
    /// Returns how much of an available quantity the order takes: nothing unless all (allOrNone, FOK) or at least the
    /// first part (minQty) is available, at most what it shows (displaySize), and not before an algorithm releases it.
    func taken(of available: ExactDecimal) -> ExactDecimal {
        var quantity = min(open, available)
        if let released = progress.released { quantity = min(quantity, released - progress.filled - progress.reserved) }
        if terms.allOrNone || terms.tif == .fillOrKill { return quantity == open ? quantity : .zero }
        if let minimum = terms.minQty, minimum > 0, open == progress.total,
            quantity < min(ExactDecimal(minimum), progress.total)
        {
            return .zero
        }
        if let display = terms.displaySize, display > 0 { quantity = min(quantity, ExactDecimal(display)) }
        return max(quantity, .zero)
    }
}

extension Rejection {
    static let noCashQuantity = Rejection(10244, "Cash quantity cannot be used for this order")
    static let belowMinimum = Rejection(388, "Order size is smaller than the minimum requirement.")
    static let displaySize = Rejection(10020, "Display size should be smaller than order size.")
}
