internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// The options of `history(c, {…})` and `bars(c, {…})`.
struct HistoryTerms {
    static let older = [
        "barSizeSetting": "bars", "durationStr": "duration", "whatToShow": "what", "useRTH": "rth",
        "endDateTime": "to",
    ]
    static let keys = ["bars", "duration", "what", "rth", "from", "to", "live", "each"]
    /// Every accepted key.
    static var spellings: [String] { keys + older.keys.sorted() }

    /// The kinds of data; source: protocol, "What to show".
    static let kinds = [
        "TRADES", "MIDPOINT", "BID", "ASK", "BID_ASK", "ADJUSTED_LAST", "AGGTRADES", "HISTORICAL_VOLATILITY",
        "OPTION_IMPLIED_VOLATILITY", "FEE_RATE", "YIELD_BID", "YIELD_ASK", "YIELD_BID_ASK", "YIELD_LAST",
    ]

    var size = HistoryBarSize.minute
    var what: String?
    var rth = true
    /// IB's text; `nil` if the script gives none.
    var duration: String?
    /// In seconds; `nil` if the script gives none.
    var from: Int?
    var to: Int?
    var isLive = false
    var each: LuaFunction?

    /// Reads the options of a call.
    init(
        _ entries: [(key: String, value: LuaValue)],
        function: String,
        _ session: ScriptSession
    ) throws(LuaRaise) {
        for (key, value) in entries {
            switch (Self.older[key] ?? key, value) {
            case ("bars", .string(let text)): size = try HistoryBarSize(text, function: function)
            case ("duration", .string(let text)): duration = try Self.duration(text, function)
            case ("duration", .integer(let seconds)): duration = try Self.duration("\(seconds) S", function)
            case ("what", .string(let text)): what = try Self.kind(text, function)
            case ("from", _): from = try Self.moment(value, "from", function, session.zones)
            case ("to", .string("")): to = nil
            case ("to", _): to = try Self.moment(value, "to", function, session.zones)
            case ("rth", .bool(let flag)): rth = flag
            case ("live", .bool(let flag)): isLive = flag
            case ("each", .function(let each)): self.each = each
            case (let name, _) where Self.keys.contains(name):
                let needed = ["rth", "live"].contains(name) ? "a boolean" : name == "each" ? "a function" : "a text"
                throw LuaRaise(message: "\(function): \(key): expected \(needed), got \(value.kind)")
            default:
                throw LuaRaise(
                    message: "\(function): \(Members.unknown(key, of: "options", among: Self.keys).message)"
                )
            }
        }
        try check(function, now: session.now.seconds)
    }

    private func check(_ function: String, now: Double) throws(LuaRaise) {
        if isLive {
            guard to == nil else { throw Self.endOfLive(function) }
            guard each == nil else { throw Self.eachOfLive(function) }
        }
        let isShort = size.takes(duration: duration ?? "1 D")
        if what == "ADJUSTED_LAST", from == nil, to != nil, isShort { throw Self.endOfAdjusted(function) }
        guard let from else { return }
        guard duration == nil || to == nil else { throw Self.allThree(function) }
        guard Double(from) < to.map(Double.init) ?? now else {
            throw Self.lateBegin(function)
        }
    }

    static func lateBegin(_ function: String) -> LuaRaise {
        LuaRaise(message: "\(function): from is after the end", remedy: "from is the earlier time")
    }

    static func endOfLive(_ function: String) -> LuaRaise {
        LuaRaise(message: "\(function): to: a series that grows has no end", remedy: "leave to or live out")
    }

    static func eachOfLive(_ function: String) -> LuaRaise {
        LuaRaise(message: "\(function): each: a series that grows is kept", remedy: "use on(\"bar\", fn)")
    }

    /// TWS's code for a request that it refuses, of what is refused here in its place.
    static let refusal = LuaRaise.Code.number(321)

    static func endOfAdjusted(_ function: String) -> LuaRaise {
        LuaRaise(
            code: refusal,
            message: "\(function): to: TWS sends ADJUSTED_LAST up to now only",
            remedy: "leave to out, or give from as well"
        )
    }

    static func allThree(_ function: String) -> LuaRaise {
        LuaRaise(message: "\(function): from, to and duration cannot all be given", remedy: "leave one out")
    }

    static func duration(_ text: String, _ function: String) throws(LuaRaise) -> String {
        guard let seconds = BarSpan.seconds(duration: text), seconds <= 100 * 365 * 86_400 else {
            throw LuaRaise(
                message: "\(function): duration: \(ShownText.quoted(text)) is not a duration",
                remedy: "a number and a unit: S seconds, D days, W weeks, M months, Y years, such as \"2 D\""
            )
        }
        return text.uppercased()
    }

    static func kind(_ text: String, _ function: String) throws(LuaRaise) -> String {
        let kind = text.uppercased()
        if kinds.contains(kind) { return kind }
        throw LuaRaise(
            message: "\(function): what: \(fault(ofKind: text))",
            remedy: kind == "SCHEDULE" ? "use schedule(c)" : remedyOfKind
        )
    }

    /// Says that the text is no kind of data, and what is.
    static func fault(ofKind text: String) -> String { "\(ShownText.quoted(text)) is not a kind of data" }
    static var remedyOfKind: String { "expected one of: \(kinds.joined(separator: ", "))" }

    /// Reads seconds, or a text such as `20260105 16:00:00 US/Eastern`.
    static func moment(
        _ value: LuaValue,
        _ name: String,
        _ function: String,
        _ zones: ZoneBook
    ) throws(LuaRaise) -> Int {
        switch value {
        case .integer(let seconds) where ScriptMoment.range.contains(Double(seconds)): return seconds
        case .number(let seconds) where ScriptMoment.range.contains(seconds): return Int(seconds.rounded(.down))
        case .string(let text):
            guard let reading = TimeText.read(text) else { break }
            switch reading.zone {
            case .offset(let offset): return Int(reading.time.seconds) - offset
            case .name(let zone):
                return Int(try zones.rules(zone, function: function).moment(reading.time))
            case nil: return Int(zones.usual.moment(reading.time))
            }
        default: break
        }
        throw noTime(value, name, function)
    }

    static func noTime(_ value: LuaValue, _ name: String, _ function: String) -> LuaRaise {
        LuaRaise(
            message: "\(function): \(name): \(RecordText.text(value) ?? value.kind) is not a time",
            remedy: "give seconds, or a text such as \"2026-03-09 09:30\""
        )
    }

    /// The text of a time in requests, in UTC.
    static func text(_ seconds: Int) -> String {
        (try? TimeFormat.text(Int64(seconds), "%Y%m%d-%H:%M:%S", in: .utc)) ?? ""
    }
}

extension HistoryTerms {
    /// The kind of data: trades for contracts that have them.
    func kind(of contract: Contract) -> String {
        if let what { return what }
        switch contract.secType {
        case .forex, .contractForDifference, .commodity: return "MIDPOINT"
        default: return "TRADES"
        }
    }

    /// The single request that delivers everything; `nil` if several are needed.
    func request(for contract: Contract) -> ClientMessage.ReqHistoricalData? {
        guard from == nil else { return nil }
        let duration = duration ?? (isLive ? size.usualDuration : "1 D")
        guard isLive || size.takes(duration: duration) else { return nil }
        return request(for: contract, duration: duration, to: to)
    }

    /// Returns a request with its duration and end.
    func request(for contract: Contract, duration: String, to end: Int?) -> ClientMessage.ReqHistoricalData {
        var request = ClientMessage.ReqHistoricalData()
        request.contract = contract
        (request.barSizeSetting, request.durationStr) = (size.text, duration)
        (request.whatToShow, request.useRTH, request.formatDate) = (kind(of: contract), rth, 2)
        (request.endDateTime, request.keepUpToDate) = (end.map(Self.text) ?? "", isLive)
        return request
    }

    /// Returns the span of a request that must be split.
    func span(now: Int) -> HistorySpan {
        let end = to ?? now
        if let from { return HistorySpan(size, from: from, to: duration.map { from + Self.seconds($0) } ?? end) }
        return HistorySpan(size, from: end - Self.seconds(duration ?? "1 D"), to: end)
    }

    private static func seconds(_ duration: String) -> Int { Int(BarSpan.seconds(duration: duration) ?? 0) }
}
