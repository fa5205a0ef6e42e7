extension OrderStatus {
    /// Whether the order has ended and is not expected to work again.
    ///
    /// False for a text that is not known, and when unset: such an order may still work. `Inactive` counts as ended,
    /// though TWS may follow it with another status.
    public var isFinal: Bool {
        switch self {
        case .filled, .cancelled, .apiCancelled, .inactive: true
        case .unset, .apiPending, .pendingSubmit, .preSubmitted, .submitted, .pendingCancel, .other: false
        }
    }
}
