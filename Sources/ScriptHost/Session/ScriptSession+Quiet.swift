package import TWSWire

extension ScriptSession {
    /// Whether a message about an order that changes nothing in the script's orders would leave no trace in the script.
    package func misses(_ message: ServerMessage) -> Bool {
        switch message {
        case .openOrder: parts.hub.ignores(ServerMessage.OpenOrder.self) && mindsOnlyItsOrders
        case .orderStatus: parts.hub.ignores(ServerMessage.OrderStatus.self) && mindsOnlyItsOrders
        default: false
        }
    }

    /// Whether it misses every openOrder and orderStatus.
    package var missesOrderReports: Bool {
        let hub = parts.hub
        return hub.ignores(ServerMessage.OpenOrder.self) && hub.ignores(ServerMessage.OrderStatus.self)
            && mindsOnlyItsOrders
    }

    private var mindsOnlyItsOrders: Bool {
        let parts = parts
        return !isEnded && hasToldWhyItGoesOn && isAtRest(parts) && parts.requests.isEmpty
    }
}
