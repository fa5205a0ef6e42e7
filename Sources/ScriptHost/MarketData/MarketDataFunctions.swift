internal import LuaBridge
internal import TWSWire
internal import Trading

/// `quote`, `snapshot` and `history`.
enum MarketDataFunctions {
    static let entries: [HostEntry] = [
        HostEntry("quote", waits: true) { session, frame in
            try session.quotes.open(try session.contract(try frame.value(1), function: "quote"))
        },
        HostEntry("snapshot", waits: true, snapshot),
        HostEntry("history", waits: true, HistoryFunction.call),
    ]

    /// TWS ends a snapshot after at most 11 s.
    private static let snapshotPatience = 12.0

    private static func snapshot(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: "snapshot")
        var request = ClientMessage.ReqMktData()
        (request.contract, request.snapshot) = (contract, true)
        let quote = Quote(contract: contract, requestId: nil, desk: nil)
        return try session.requests.begin(
            "snapshot",
            .request(.reqMktData(request), .allocated),
            timeout: snapshotPatience
        ) { [unowned session] message, id in
            if QuoteData.requestId(of: message) == id { _ = quote.data.take(message, at: session.now) }
            guard case .tickSnapshotEnd(let end) = message, end.reqId == id else { return nil }
            return .values([.object(quote)])
        }
    }
}
