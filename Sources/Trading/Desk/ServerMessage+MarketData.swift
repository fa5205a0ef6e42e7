package import TWSWire

extension ServerMessage {
    /// Whether the message is a tick or a row of market depth: the bulk of the traffic, never about orders.
    package var isMarketData: Bool {
        switch self {
        case .tickPrice, .tickSize, .tickString, .tickGeneric, .tickByTick, .updateMktDepth, .updateMktDepthL2: true
        default: false
        }
    }
}
