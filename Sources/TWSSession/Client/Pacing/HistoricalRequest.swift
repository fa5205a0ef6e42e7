internal import TWSWire

/// A request for past bars or ticks, or for real-time bars, as IB's pacing rules look at it.
struct HistoricalRequest: Sendable {
    /// Instrument, exchange and kind of data: what the rule of two seconds counts by.
    struct Source: Hashable, Sendable {
        let contract: Contract
        let whatToShow: String
    }

    /// The request's number on the wire.
    var id: Int
    /// The message; of equal ones only the number differs.
    let message: ClientMessage
    let source: Source
    /// Whether the rules for bars of 30 seconds and less hold; past ticks and real-time bars count as such.
    let isSmall: Bool
    /// Whether one answer can serve two who ask the same: nothing goes on after it.
    let isShareable: Bool
    /// Whether an answer ends it; one for real-time bars counts only as it leaves.
    let hasAnswer: Bool
    /// Places that it takes among the sixty of ten minutes; bid and ask together take two (protocol: "Limits").
    var weight: Int { source.whatToShow == "BID_ASK" ? 2 : 1 }

    /// What two requests have in common that ask for the same.
    var question: ClientMessage { message.with(requestId: 0) }

    /// `nil` for messages that are no such request.
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
