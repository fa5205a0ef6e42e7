internal import LuaBridge
internal import TWSWire
internal import Trading

/// `history(c, {bars = "1 min", duration = "1 D", what = "TRADES", rth = true, to = "", live = false})`.
enum HistoryFunction {
    /// Longest wait for one chunk, in seconds.
    private static let patience = 60.0
    private static let older = [
        "barSizeSetting": "bars", "durationStr": "duration", "whatToShow": "what", "useRTH": "rth", "endDateTime": "to",
    ]
    private static let keys = ["bars", "duration", "what", "rth", "to", "live"]

    private static let flags: Set<String> = ["rth", "live"]

    /// Every key that is understood.
    static var spellings: [String] { keys + older.keys.sorted() }

    static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: "history")
        var request = try request(try frame.entries(2))
        request.contract = contract
        if request.keepUpToDate { return try session.bars.open(request) }
        let collector = Collector(hasEnd: session.facts?.serverVersion ?? 0 >= ServerVersion.historicalDataEnd)
        return try session.requests.begin(
            "history",
            .request(.reqHistoricalData(request), .allocated),
            timeout: patience,
            cancel: { id in
                var cancel = ClientMessage.CancelHistoricalData()
                cancel.reqId = id
                return .cancelHistoricalData(cancel)
            },
            undoesOnlyGivenUp: true,
            receive: collector.receive
        )
    }

    private static func request(
        _ entries: [(key: String, value: LuaValue)]
    ) throws(LuaRaise) -> ClientMessage.ReqHistoricalData {
        var request = ClientMessage.ReqHistoricalData()
        (request.barSizeSetting, request.durationStr, request.whatToShow) = ("1 min", "1 D", "TRADES")
        (request.useRTH, request.formatDate) = (true, 2)
        for (key, value) in entries {
            switch (older[key] ?? key, value) {
            case ("bars", .string(let text)): request.barSizeSetting = text
            case ("duration", .string(let text)): request.durationStr = text
            case ("what", .string(let text)): request.whatToShow = text
            case ("to", .string(let text)): request.endDateTime = text
            case ("rth", .bool(let flag)): request.useRTH = flag
            case ("live", .bool(let flag)): request.keepUpToDate = flag
            case (let name, _) where keys.contains(name):
                throw LuaRaise(
                    message:
                        "history: \(key): \(flags.contains(name) ? "a boolean" : "a text") is needed, \(value.kind) was given"
                )
            default: throw LuaRaise(message: "history: \(Members.unknown(key, of: "options", among: keys).message)")
            }
        }
        guard !request.keepUpToDate || request.endDateTime.isEmpty else {
            throw LuaRaise(message: "history: to: a series that grows has no end", remedy: "leave to or live out")
        }
        return request
    }

    /// Gathers the bars of one request.
    private final class Collector {
        private let hasEnd: Bool
        private var bars = AnswerRows<Bar>(of: "history", atMost: 200_000)

        init(hasEnd: Bool) { self.hasEnd = hasEnd }

        func receive(_ message: ServerMessage, _ id: Int) -> Delivery? {
            switch message {
            case .historicalData(let data) where data.reqId == id:
                return bars.append(data.bars) ?? (hasEnd ? nil : done)
            case .historicalDataEnd(let end) where end.reqId == id: return done
            default: return nil
            }
        }

        private var done: Delivery { .values([.object(Series(bars.rows))]) }
    }
}
