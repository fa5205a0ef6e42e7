internal import LuaBridge
internal import TWSWire
internal import Trading

/// `quote` and `snapshot`.
enum MarketDataFunctions {
    static let entries: [HostEntry] = [
        HostEntry("quote", waits: true) { session, frame in
            let isDelayed = try isDelayed(frame, "quote")
            guard case .array(let values) = try frame.value(1) else {
                let contract = try session.contract(try frame.value(1), function: "quote")
                return try session.quotes.open(contract, isDelayed: isDelayed)
            }
            var contracts: [Contract] = []
            for value in values { contracts.append(try session.contract(value, function: "quote")) }
            return try session.quotes.open(contracts, isDelayed: isDelayed)
        },
        HostEntry("snapshot", waits: true, snapshot),
    ]

    /// TWS ends a snapshot after 11 s at most.
    private static let snapshotPatience = 12.0

    /// Reads `{delayed = true}`: delayed data is acceptable if the login has no live data.
    private static func isDelayed(_ frame: borrowing LuaFrame, _ function: String) throws(LuaRaise) -> Bool {
        var isDelayed = false
        for (key, value) in try frame.options(2, function: function) {
            guard key == "delayed" else { throw Members.unknown(key, of: "\(function): options", among: ["delayed"]) }
            guard case .bool(let flag) = value else {
                throw LuaRaise(message: "\(function): delayed: expected true or false")
            }
            isDelayed = flag
        }
        return isDelayed
    }

    private static func snapshot(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: "snapshot")
        let isDelayed = try isDelayed(frame, "snapshot")
        var request = ClientMessage.ReqMktData()
        (request.contract, request.snapshot) = (contract, true)
        let quote = Quote(contract: contract, requestId: nil, desk: nil, zones: session.zones)
        if isDelayed { session.quotes.set(dataType: 3) }
        defer { if isDelayed { session.quotes.set(dataType: 1) } }
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
