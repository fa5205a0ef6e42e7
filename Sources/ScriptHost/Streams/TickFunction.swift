internal import LuaBridge
internal import TWSWire
internal import Trading

/// `ticks(c[, kind])`: live ticks; `ticks(c, {kind = …, from = t, to = t, count = 1000})`: historical ticks.
enum TickFunction {
    static let entries = [HostEntry("ticks", waits: true, call)]

    /// Every accepted key.
    static let keys = ["kind", "from", "to", "count"]
    private static let kinds = ["Last", "AllLast", "BidAsk", "MidPoint"]
    /// The largest number of ticks of one request.
    private static let page = 1_000
    static let most = 100_000
    static let badCount = LuaRaise(message: "ticks: count: expected a whole number from 1 to \(most)")

    private static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: "ticks")
        let named = frame.string(2)
        let entries = try named.map { [("kind", .string($0))] } ?? frame.options(2, function: "ticks")
        var query = Past(kind: "AllLast")
        var isPast = false
        for (key, value) in entries {
            switch (key, value) {
            case ("kind", .string(let text)): query.kind = try kind(text)
            case ("from", _):
                query.from = try HistoryTerms.moment(value, key, "ticks", session.zones)
                isPast = true
            case ("to", _):
                query.to = try HistoryTerms.moment(value, key, "ticks", session.zones)
                isPast = true
            case ("count", .integer(let count)) where (1...most).contains(count): query.count = count
            case ("count", _): throw badCount
            case ("kind", _): throw LuaRaise(message: "ticks: kind: expected a text, got \(value.kind)")
            default: throw LuaRaise(message: "ticks: \(Members.unknown(key, of: "options", among: keys).message)")
            }
        }
        let series = try TickSeries(contract.symbol, query.kind, session: session)
        guard isPast else { return try live(contract, query, series, session) }
        return try Inquiry.begin("ticks", session) { inquiry throws(LuaRaise) in
            try query.ask(inquiry, contract, series)
        }
    }

    static func kind(_ text: String) throws(LuaRaise) -> String {
        if let kind = kinds.first(where: { $0.lowercased() == text.lowercased() }) { return kind }
        throw LuaRaise(
            message: "ticks: kind: \(ShownText.quoted(text)) is not a kind of tick",
            remedy: "expected one of: \(kinds.joined(separator: ", "))"
        )
    }

    private static func live(
        _ contract: Contract,
        _ query: Past,
        _ series: TickSeries,
        _ session: ScriptSession
    ) throws(LuaRaise) -> HostResult {
        var request = ClientMessage.ReqTickByTickData()
        (request.contract, request.tickType) = (contract, query.kind)
        request.numberOfTicks = min(page, query.count ?? 0)
        let opening = StreamDesk.Opening(
            function: "ticks",
            request: .reqTickByTickData(request),
            cancel: { id in
                var cancel = ClientMessage.CancelTickByTickData()
                cancel.reqId = id
                return .cancelTickByTickData(cancel)
            }
        )
        return try session.streams.open(opening, series)
    }

    /// A request for historical ticks, a thousand at a time.
    private struct Past {
        var kind: String
        var from: Int?
        var to: Int?
        var count: Int?

        private var what: String {
            switch kind {
            case "BidAsk": "BID_ASK"
            case "MidPoint": "MIDPOINT"
            default: "TRADES"
            }
        }

        func ask(_ inquiry: Inquiry, _ contract: Contract, _ series: TickSeries) throws(LuaRaise) {
            let wanted = count ?? (from == nil ? TickFunction.page : TickFunction.most)
            var request = ClientMessage.ReqHistoricalTicks()
            (request.contract, request.whatToShow, request.useRth) = (contract, what, false)
            request.numberOfTicks = min(TickFunction.page, wanted - series.ticks.count)
            // Exactly one end of the span is given.
            if let from {
                request.startDateTime = HistoryTerms.text(from)
            } else if let to {
                request.endDateTime = HistoryTerms.text(to)
            }
            try inquiry.ask(
                .reqHistoricalTicks(request),
                timeout: 60,
                cancel: { id in
                    var cancel = ClientMessage.CancelHistoricalTicks()
                    cancel.reqId = id
                    return .cancelHistoricalTicks(cancel)
                },
                undoesOnlyGivenUp: true
            ) { (message, id) -> Result<[SeriesTick], LuaRaise>? in
                switch message {
                case .historicalTicksLast(let past) where past.reqId == id:
                    return .success(past.ticks.map { SeriesTick($0) })
                case .historicalTicksBidAsk(let past) where past.reqId == id:
                    return .success(past.ticks.map { SeriesTick($0) })
                case .historicalTicks(let past) where past.reqId == id:
                    return .success(past.ticks.map { SeriesTick($0) })
                default: return nil
                }
            } then: { found throws(LuaRaise) in
                let fitting = found.filter { $0.time < to ?? .max || from == nil }
                series.add(Array(fitting.prefix(wanted - series.ticks.count)))
                guard let from, let last = found.last, fitting.count == found.count,
                    found.count >= request.numberOfTicks,
                    series.ticks.count < wanted, last.time >= from
                else { return inquiry.finish(.values([.object(series)])) }
                // An answer contains all ticks of its last second.
                var following = self
                following.from = last.time + 1
                try following.ask(inquiry, contract, series)
            }
        }
    }
}
