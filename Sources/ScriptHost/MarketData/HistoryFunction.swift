internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// `history(c, {bars = "1 min", from = t1, to = t2, …})`, and the live variant `bars(c, "1 min")`.
enum HistoryFunction {
    static let entries: [HostEntry] = [
        HostEntry("history", waits: true) { session, frame in
            let terms = try HistoryTerms(try frame.options(2, function: "history"), function: "history", session)
            return try begin("history", terms, session, frame)
        },
        HostEntry("bars", waits: true) { session, frame in
            let size = frame.string(2)
            let entries = try size.map { [("bars", .string($0))] } ?? frame.options(2, function: "bars")
            for key in ["live", "to", "each"] where entries.contains(where: { $0.key == key }) {
                throw LuaRaise(message: "bars: \(key): bars are kept up to date", remedy: "for past bars use history")
            }
            var terms = try HistoryTerms(entries, function: "bars", session)
            terms.isLive = true
            return try begin("bars", terms, session, frame)
        },
    ]

    private static func begin(
        _ function: String,
        _ terms: HistoryTerms,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame
    ) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: function)
        let shape = try session.shapes.bars()
        func start(_ inquiry: Inquiry, _ zone: ZoneRules) throws(LuaRaise) {
            let kind = Series.Kind(symbol: contract.symbol, size: terms.size, zone: zone, shape: shape)
            guard terms.isLive else { return try HistoryRun(inquiry, terms, contract, kind).begin() }
            var terms = terms
            if let from = terms.from {
                let seconds = max(1, Int(session.now.seconds) - from)
                (terms.from, terms.duration) = (nil, HistorySpan.duration(covering: seconds, terms.size))
            }
            guard let request = terms.request(for: contract) else { return }
            try session.bars.open(request, kind, inquiry)
        }
        return try Inquiry.begin(function, session) { inquiry throws(LuaRaise) in
            // Only daily bars depend on the time zone of their days.
            guard terms.size.isDay else { return try start(inquiry, session.details.knownZone(of: contract)) }
            try inquiry.details(contract) { found throws(LuaRaise) in
                try start(inquiry, session.details.zone(of: found.first))
            }
        }
    }
}
