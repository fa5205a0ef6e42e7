package import TWSWire

extension ScriptSession {
    /// Whether a message about an order that changes nothing in the script's orders would leave no trace in the script.
    package func misses(_ message: ServerMessage) -> Bool {
        let parts = parts
        guard !isEnded, hasToldWhyItGoesOn, isAtRest(parts), parts.requests.isEmpty else {
            return false
        }
        return switch message {
        case .openOrder: parts.hub.ignores(ServerMessage.OpenOrder.self)
        case .orderStatus: parts.hub.ignores(ServerMessage.OrderStatus.self)
        default: false
        }
    }
}
