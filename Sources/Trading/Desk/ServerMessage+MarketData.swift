package import TWSWire

extension ServerMessage {
    /// Whether the message is a tick or a row of depth: the bulk of what comes, and nothing about orders.
    package var isMarketData: Bool {
        switch self {
        case .tickPrice, .tickSize, .tickString, .tickGeneric, .tickByTick, .updateMktDepth, .updateMktDepthL2: true
        default: false
        }
    }
}
