internal import TWSWire

/// Which status may follow which (protocol: "Order status life cycle").
extension OrderStatus {
    /// Whether the rest of the order is cancelled.
    var isCancelled: Bool { self == .cancelled || self == .apiCancelled }

    /// Whether an order with this status may take another one: after its end only a different end, and none once it is
    /// filled.
    func allows(_ next: OrderStatus) -> Bool {
        if self == .filled { return next == .filled }
        return !isCancelled || next.isFinal
    }
}
