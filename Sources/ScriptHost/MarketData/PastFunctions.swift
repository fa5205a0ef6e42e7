internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// `head_timestamp(c)`, `histogram(c)` and `schedule(c)`: the extent of a contract's history.
enum PastFunctions {
    static let entries: [HostEntry] = [headTimestamp, histogram, schedule].map(\.entry)

    /// The longest wait for an answer, in seconds.
    private static let patience = 60.0

    /// `head_timestamp(c[, what])`: the time of the first bar.
    private static let headTimestamp = SingleRequest(
        name: "head_timestamp",
        timeout: patience,
        read: { session, frame in
            var request = ClientMessage.ReqHeadTimeStamp()
            request.contract = try session.contract(try frame.value(1), function: "head_timestamp")
            let what = frame.string(2).map { [("what", LuaValue.string($0))] } ?? []
            let terms = try HistoryTerms(what, function: "head_timestamp", session)
            (request.whatToShow, request.formatDate) = (terms.kind(of: request.contract), 2)
            return .reqHeadTimeStamp(request)
        },
        cancel: { id in
            var cancel = ClientMessage.CancelHeadTimeStamp()
            cancel.reqId = id
            return .cancelHeadTimeStamp(cancel)
        },
        endsWithAnswer: true
    ) { session, message, id in
        guard case .headTimestamp(let head) = message, head.reqId == id else { return nil }
        guard let seconds = moment(head.headTimestamp, in: .utc, session) else {
            return .raise(LuaRaise(message: "head_timestamp: \(ShownText.of(head.headTimestamp)) is not a time"))
        }
        return .values([.integer(seconds)])
    }

    /// The units of a histogram's period, which a plural or their first letters stand for as well.
    private static let units = ["second", "day", "week", "month", "year"]

    /// Returns the text of a period, such as `3 days`.
    static func period(_ text: String) throws(LuaRaise) -> String {
        let words = text.split(separator: " ").map { $0.lowercased() }
        guard words.count == 2, let count = Int(words[0]), count > 0,
            units.contains(where: { [$0, "\($0)s", String($0.prefix(1))].contains(words[1]) })
        else {
            throw LuaRaise(
                code: HistoryTerms.refusal,
                message: "histogram: \(ShownText.quoted(text)) is not a period",
                remedy: "a number and a unit: seconds, days, weeks, months or years, such as \"3 days\""
            )
        }
        return text
    }

    /// `histogram(c[, "3 days"])`: the volume by price, lowest price first.
    private static let histogram = SingleRequest(
        name: "histogram",
        timeout: patience,
        read: { session, frame in
            var request = ClientMessage.ReqHistogramData()
            request.contract = try session.contract(try frame.value(1), function: "histogram")
            (request.timePeriod, request.useRTH) = (try frame.string(2).map(period) ?? "1 day", true)
            return .reqHistogramData(request)
        },
        cancel: { id in
            var cancel = ClientMessage.CancelHistogramData()
            cancel.reqId = id
            return .cancelHistogramData(cancel)
        },
        endsWithAnswer: true
    ) { session, message, id in
        guard case .histogramData(let data) = message, data.reqId == id else { return nil }
        let rows = data.items.sorted { $0.price < $1.price }.map { item in
            [LuaValue.number(item.price), item.size.map { LuaValue($0) } ?? .nil]
        }
        return session.give("histogram", keys: ["price", "size"], rows)
    }

    /// `schedule(c[, "30 D"])`: the sessions of past days, oldest first, as `open`, `close` and `day`.
    private static let schedule = SingleRequest(
        name: "schedule",
        timeout: patience,
        read: { session, frame in
            let contract = try session.contract(try frame.value(1), function: "schedule")
            let options = [("duration", LuaValue.string(frame.string(2) ?? "30 D"))]
            var terms = try HistoryTerms(options, function: "schedule", session)
            terms.size = try HistoryBarSize("1 day", function: "schedule")
            terms.what = "SCHEDULE"
            return .reqHistoricalData(terms.request(for: contract, duration: terms.duration ?? "30 D", to: nil))
        }
    ) { session, message, id in
        guard case .historicalSchedule(let answer) = message, answer.reqId == id else { return nil }
        let zone = (try? session.zones.rules(answer.timeZone, function: "schedule")) ?? session.zones.usual
        let rows = answer.sessions.compactMap { row -> [LuaValue]? in
            guard let open = moment(row.startDateTime, in: zone, session),
                let close = moment(row.endDateTime, in: zone, session)
            else { return nil }
            return [.integer(open), .integer(close), .string(row.refDate)]
        }
        return session.give("session", keys: ["open", "close", "day"], times: ["open", "close"], rows)
    }

    /// Converts a text from TWS, which may already be in seconds, to seconds.
    static func moment(_ text: String, in zone: ZoneRules, _ session: ScriptSession) -> Int? {
        if text.utf8.count > 8, let seconds = Int(text) { return seconds }
        guard let reading = TimeText.read(text) else { return nil }
        switch reading.zone {
        case .offset(let offset) where zone == .utc || !text.contains("-"): return Int(reading.time.seconds) - offset
        case .name(let name):
            guard let rules = try? session.zones.rules(name, function: "") else { return nil }
            return Int(rules.moment(reading.time))
        default: return Int(zone.moment(reading.time))
        }
    }
}
