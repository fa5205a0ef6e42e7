extension OrderStatus {
    /// Whether the order has ended and is not expected to work again.
    ///
    /// False for an unknown or missing status: such an order may still work. `Inactive` counts as ended, although TWS
    /// may send another status after it.
    public var isFinal: Bool {
        switch self {
        case .filled, .cancelled, .apiCancelled, .inactive: true
        case .unset, .apiPending, .pendingSubmit, .preSubmitted, .submitted, .pendingCancel, .other: false
        }
    }
}
