internal import TWSWire

/// Which status may follow which (protocol: "Order status life cycle").
extension OrderStatus {
    /// Whether the rest of the order is cancelled.
    var isCancelled: Bool { self == .cancelled || self == .apiCancelled }

    /// Whether an order of which TWS has said this may take another status: after its end only one that tells another
    /// end, and none after it is filled.
    func allows(_ next: OrderStatus) -> Bool {
        if self == .filled { return next == .filled }
        return !isCancelled || next.isFinal
    }
}
