internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// `at`, `daily`, and a contract's trading hours: `sessions`, `market_open`, `next_open`, `next_close`.
enum ClockFunctions {
    static let entries: [HostEntry] = [
        HostEntry("at", at),
        HostEntry("daily", waits: true, daily),
        HostEntry("sessions", waits: true) { session, frame in
            try ask("sessions", session, frame) { hours in
                session.give(
                    "hours",
                    keys: ["open", "close"],
                    hours.sessions.map { [.integer(Int($0.open)), .integer(Int($0.close))] }
                )
            }
        },
        HostEntry("market_open", waits: true) { session, frame in
            try ask("market_open", session, frame) { .values([.bool($0.isOpen(at: moment(session)))]) }
        },
        HostEntry("next_open", waits: true) { session, frame in
            try ask("next_open", session, frame) { value($0.nextOpen(after: moment(session))) }
        },
        HostEntry("next_close", waits: true) { session, frame in
            try ask("next_close", session, frame) { value($0.nextClose(after: moment(session))) }
        },
    ]

    /// The keys of `daily`'s options.
    static let dailyKeys = ["zone", "days", "of"]
    private static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    private static func moment(_ session: ScriptSession) -> Int64 { ScriptMoment.parts(session.now.seconds).seconds }

    private static func value(_ moment: Int64?) -> Delivery {
        .values([moment.map { .integer(Int($0)) } ?? .nil])
    }

    /// Asks for the hours of the contract in the first argument; `{extended = true}` after it includes hours outside
    /// regular trading.
    private static func ask(
        _ name: String,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ answer: @escaping (ContractHours) -> Delivery
    ) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: name)
        var isExtended = false
        for (key, value) in try frame.entries(2) {
            guard key == "extended" else {
                throw Members.unknown(key, of: "\(name): options", among: ["extended"])
            }
            guard case .bool(let flag) = value else {
                throw LuaRaise(message: "\(name): extended: expected true or false")
            }
            isExtended = flag
        }
        return try session.hours.with(contract, isExtended: isExtended, function: name, frame, answer)
    }

    /// `at("15:55", fn[, zone])`: once, when the clock of the time zone next shows this time.
    private static func at(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let second = try secondOfDay(frame, "at")
        guard let function = try frame.function(2) else { throw LuaRaise(message: "at: expected a function") }
        let zone = try session.zones.rules(frame, 3, function: "at")
        let plan = ClockTimer.Plan(secondOfDay: second, zone: zone, repeats: false)
        let timer = ClockTimer("at", function, plan, session: session)
        timer.start()
        return .value(.object(timer))
    }

    /// `daily("09:35", fn[, {zone = …, days = "Mon-Fri", of = contract}])`: every day, or every trading day of a
    /// contract, by the contract's own clock unless a time zone is named.
    private static func daily(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let second = try secondOfDay(frame, "daily")
        guard let function = try frame.function(2) else { throw LuaRaise(message: "daily: expected a function") }
        var zone: ZoneRules?
        var days: Set<Int>?
        var contract: Contract?
        for (key, value) in try frame.entries(3) {
            switch (key, value) {
            case ("zone", .string(let name)): zone = try session.zones.rules(name, function: "daily")
            case ("days", _): days = try weekdays(value)
            case ("of", _): contract = try session.contract(value, function: "daily")
            case ("zone", _): throw LuaRaise(message: "daily: zone: expected a text, got \(value.kind)")
            default:
                throw Members.unknown(key, of: "daily: options", among: dailyKeys)
            }
        }
        func start(_ zone: ZoneRules) -> LuaValue {
            var plan = ClockTimer.Plan(secondOfDay: second, zone: zone, repeats: true)
            (plan.weekdays, plan.contract) = (days, contract)
            let timer = ClockTimer("daily", function, plan, session: session)
            timer.start()
            return .object(timer)
        }
        guard let contract else { return .value(start(zone ?? session.zones.usual)) }
        return try session.hours.with(contract, function: "daily", frame) { .values([start(zone ?? $0.zone)]) }
    }

    private static func secondOfDay(_ frame: borrowing LuaFrame, _ function: String) throws(LuaRaise) -> Int {
        try secondOfDay(frame.string(1) ?? "", function)
    }

    /// Returns the second of the day that a text names.
    static func secondOfDay(_ text: String, _ function: String) throws(LuaRaise) -> Int {
        guard let second = TimeText.secondOfDay(text) else {
            throw LuaRaise(message: "\(function): expected a time of day such as \"15:55\"")
        }
        return second
    }

    /// Reads `"Mon-Fri"` or a list of names.
    static func weekdays(_ value: LuaValue) throws(LuaRaise) -> Set<Int> {
        func day(_ name: Substring) throws(LuaRaise) -> Int {
            let folded = name.lowercased()
            guard let day = weekdays.firstIndex(where: { $0.hasPrefix(folded) }), folded.count >= 3 else {
                throw LuaRaise(
                    message: "daily: days: \(ShownText.quoted(String(name))) is not a day",
                    remedy: "write Mon-Fri, or {\"Mon\", \"Wed\"}"
                )
            }
            return day
        }
        switch value {
        case .string(let text):
            let ends = text.split(separator: "-")
            guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last else {
                throw LuaRaise(message: "daily: days: \(ShownText.quoted(text)) names no days", remedy: "write Mon-Fri")
            }
            let (from, to) = (try day(first), try day(last))
            return Set(from <= to ? Array(from...to) : Array(from...6) + Array(0...to))
        case .array(let names):
            var days: Set<Int> = []
            for name in names {
                guard case .string(let text) = name else {
                    throw LuaRaise(message: "daily: days: expected names, got \(name.kind)")
                }
                days.insert(try day(text[...]))
            }
            guard !days.isEmpty else { throw LuaRaise(message: "daily: days: no day is named") }
            return days
        default: throw LuaRaise(message: "daily: days: \"Mon-Fri\" or a list of names is needed")
        }
    }
}
