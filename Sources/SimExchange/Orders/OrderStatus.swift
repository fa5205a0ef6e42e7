/// The states of an order, under IB's names.
package enum OrderStatus: String, Sendable, CaseIterable {
    /// Accepted, but held: waiting for a trigger or a parent; or simply the first state.
    case preSubmitted = "PreSubmitted"
    /// Working at the exchange.
    case submitted = "Submitted"
    /// A cancel is on its way; fills are still possible.
    case pendingCancel = "PendingCancel"
    /// Ended by a cancel.
    case cancelled = "Cancelled"
    /// Filled in full.
    case filled = "Filled"
    /// Received but refused.
    case inactive = "Inactive"

    /// Whether no other state follows.
    package var isFinal: Bool {
        switch self {
        case .cancelled, .filled, .inactive: true
        case .preSubmitted, .submitted, .pendingCancel: false
        }
    }
}
