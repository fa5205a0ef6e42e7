internal import TWSWire

/// Counts the open market data lines: quotes and real-time bars.
///
/// A login has 100 unless it pays for more; TWS refuses the next with error 101 (protocol: "Limits").
struct MarketDataLines: Sendable {
    /// The usual allowance of a login.
    static let usual = 100

    private var open: Set<Int> = []

    /// The number of open lines.
    var count: Int { open.count }

    /// Notes a message to TWS; returns whether it opens the first line beyond the usual allowance.
    mutating func exceeds(with message: ClientMessage) -> Bool {
        switch message {
        case .reqMktData(let request) where !request.snapshot && !request.regulatorySnapshot: opens(request.reqId)
        case .reqRealTimeBars(let request): opens(request.reqId)
        case .cancelMktData(let cancel): closes(cancel.reqId)
        case .cancelRealTimeBars(let cancel): closes(cancel.reqId)
        default: false
        }
    }

    private mutating func opens(_ id: Int) -> Bool { open.insert(id).inserted && open.count == Self.usual + 1 }

    private mutating func closes(_ id: Int) -> Bool {
        open.remove(id)
        return false
    }
}
