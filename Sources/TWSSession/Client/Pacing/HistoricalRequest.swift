internal import TWSWire

/// A request for historical bars or ticks, or for real-time bars, as IB's pacing rules see it.
struct HistoricalRequest: Sendable {
    /// Contract, exchange and kind of data: the two-second rule counts by these.
    struct Source: Hashable, Sendable {
        let contract: Contract
        let whatToShow: String
    }

    /// The request's ID on the wire.
    var id: Int
    /// The message; equal requests differ only in the ID.
    let message: ClientMessage
    let source: Source
    /// Whether the rules for bars of 30 seconds and less apply; historical ticks and real-time bars count as such.
    let isSmall: Bool
    /// Whether one answer can serve two equal requests: nothing follows it.
    let isShareable: Bool
    /// Whether an answer ends it; a request for real-time bars counts only when it leaves.
    let hasAnswer: Bool
    /// How much it counts towards the sixty of ten minutes; bid and ask together count twice (protocol: "Limits").
    var weight: Int { source.whatToShow == "BID_ASK" ? 2 : 1 }

    /// What two equal requests have in common.
    var question: ClientMessage { message.with(requestId: 0) }

    /// Makes a request from a message; `nil` for any other message.
    init?(_ message: ClientMessage) {
        switch message {
        case .reqHistoricalData(let request):
            source = Source(contract: request.contract, whatToShow: request.whatToShow)
            isSmall = Self.isSmall(request.barSizeSetting)
            (id, isShareable, hasAnswer) = (request.reqId, !request.keepUpToDate, true)
        case .reqHistoricalTicks(let request):
            source = Source(contract: request.contract, whatToShow: request.whatToShow)
            (id, isSmall, isShareable, hasAnswer) = (request.reqId, true, true, true)
        case .reqRealTimeBars(let request):
            source = Source(contract: request.contract, whatToShow: request.whatToShow)
            (id, isSmall, isShareable, hasAnswer) = (request.reqId, true, false, false)
        default: return nil
        }
        self.message = message
    }

    /// Whether a text such as `30 secs` names a bar of at most 30 seconds.
    private static func isSmall(_ barSize: String) -> Bool {
        let parts = barSize.split(separator: " ")
        guard parts.count == 2, let length = Int(parts[0]) else { return false }
        return parts[1].lowercased().hasPrefix("s") && length <= 30
    }
}
