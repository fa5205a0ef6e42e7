internal import LuaBridge
internal import TWSWire

/// `quote`, `snapshot` and `history`.
enum MarketDataFunctions {
    static let entries: [HostEntry] = [
        HostEntry("quote", waits: true) { session, frame in
            session.quotes.open(try session.desk.contract(try frame.value(1), function: "quote"))
        },
        HostEntry("snapshot", waits: true, snapshot),
        HostEntry("history", waits: true, HistoryFunction.call),
    ]

    /// TWS ends a snapshot after at most 11 s.
    private static let snapshotPatience = 12.0

    private static func snapshot(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try session.desk.contract(try frame.value(1), function: "snapshot")
        let id = session.identifiers.nextRequestId()
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.contract, request.snapshot) = (id, contract, true)
        let quote = Quote(contract: contract, requestId: nil, desk: nil)
        return session.requests.begin("snapshot", id: id, .reqMktData(request), timeout: snapshotPatience) {
            [unowned session] message in
            if QuoteData.requestId(of: message) == id { _ = quote.data.take(message, at: session.now) }
            guard case .tickSnapshotEnd(let end) = message, end.reqId == id else { return nil }
            return .values([.object(quote)])
        }
    }
}
