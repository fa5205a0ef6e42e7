internal import CivilTime
internal import LuaBridge
internal import Notation
internal import Trading

/// `time.format`, `time.parse`, `time.date`, `time.today`, and Lua's `os.time`, `os.date`, `os.difftime`, `os.clock`,
/// all by the run's clock.
enum TimeFunctions {
    static let entries: [HostEntry] = [
        HostEntry("format", in: "time", format),
        HostEntry("parse", in: "time", parse),
        HostEntry("date", in: "time") { session, frame in
            let moment = try moment(session, frame, 1, "time.date")
            let zone = try session.zones.rules(frame, 2, function: "time.date")
            let fields = fields(of: moment, in: zone)
            let shape = try session.shapes.own("date", keys: fields.map(\.0))
            frame.results.push(shape) { record in
                for (place, field) in fields.enumerated() { record.set(place, field.1) }
            }
            return .returned
        },
        HostEntry("today", in: "time") { session, frame in
            let zone = try session.zones.rules(frame, 1, function: "time.today")
            return .value(.string(try text(ScriptMoment.parts(session.now.seconds), "%F", in: zone, "time.today")))
        },
        HostEntry("time", in: "os", osTime),
        HostEntry("date", in: "os", osDate),
        HostEntry("difftime", in: "os") { _, frame in
            guard let late = frame.number(1), let early = frame.number(2) else {
                throw LuaRaise(message: "os.difftime: expected two times")
            }
            return .value(.number(late - early))
        },
        HostEntry("clock", in: "os") { session, _ in .value(.number(session.now.seconds - session.begin.seconds)) },
    ]

    typealias Moment = (seconds: Int64, milliseconds: Int)

    private static func moment(
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ argument: Int,
        _ function: String
    ) throws(LuaRaise) -> Moment {
        ScriptMoment.parts(try ScriptMoment.read(frame, argument, now: session.now.seconds, function: function))
    }

    static func text(
        _ moment: Moment,
        _ pattern: String,
        in zone: ZoneRules,
        _ function: String
    ) throws(LuaRaise) -> String {
        do throws(TimeFormat.Malformed) {
            return try TimeFormat.text(moment.seconds, milliseconds: moment.milliseconds, pattern, in: zone)
        } catch {
            throw LuaRaise(message: "\(function): \(ShownText.quoted(pattern)): \(error)")
        }
    }

    /// `time.format(t[, pattern[, zone]])`.
    private static func format(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let moment = try moment(session, frame, 1, "time.format")
        let pattern = try pattern(frame, 2, usual: "%Y-%m-%d %H:%M:%S", "time.format")
        let zone = try session.zones.rules(frame, 3, function: "time.format")
        return .value(.string(try text(moment, pattern, in: zone, "time.format")))
    }

    private static func pattern(
        _ frame: borrowing LuaFrame,
        _ argument: Int,
        usual: String,
        _ function: String
    ) throws(LuaRaise) -> String {
        guard !frame.isNil(argument) else { return usual }
        guard let pattern = frame.string(argument), pattern.utf8.count <= 1_000 else {
            throw LuaRaise(message: "\(function): a pattern such as \"%Y-%m-%d %H:%M\" is needed")
        }
        return pattern
    }

    /// `time.parse(text[, zone])`: seconds; a time zone in the text overrides the argument.
    private static func parse(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        guard let text = frame.string(1) else {
            throw LuaRaise(message: "time.parse: expected a text, got \(frame.typeName(1))")
        }
        return .value(
            try seconds(of: text, in: try session.zones.rules(frame, 2, function: "time.parse"), session.zones)
        )
    }

    /// Returns the seconds that a text means; `zone` is that of a text without one.
    static func seconds(of text: String, in zone: ZoneRules, _ zones: ZoneBook) throws(LuaRaise) -> LuaValue {
        guard let reading = TimeText.read(text) else {
            throw LuaRaise(
                message: "time.parse: \(ShownText.quoted(text)) is not a time",
                remedy: "write 2026-03-09 or 2026-03-09 09:30:00"
            )
        }
        let seconds: Int64
        switch reading.zone {
        case .offset(let offset): seconds = reading.time.seconds - Int64(offset)
        case .name(let name): seconds = try zones.rules(name, function: "time.parse").moment(reading.time)
        case nil: seconds = zone.moment(reading.time)
        }
        return ScriptMoment.value(seconds, milliseconds: reading.milliseconds)
    }

    /// Returns what the clock of a time zone shows, with the names of `os.date("*t")`.
    private static func fields(of moment: Moment, in zone: ZoneRules) -> [(String, LuaValue)] {
        let setting = zone.setting(at: moment.seconds)
        let local = LocalTime(seconds: moment.seconds + Int64(setting.offset))
        let date = local.date
        return [
            ("year", .integer(date.year)), ("month", .integer(date.month)), ("day", .integer(date.day)),
            ("hour", .integer(local.hour)), ("min", .integer(local.minute)), ("sec", .integer(local.second)),
            ("wday", .integer(local.weekday + 1)), ("yday", .integer(local.dayOfYear)),
            ("isdst", .bool(setting.isDaylight)),
        ]
    }

    // MARK: Lua's own

    /// `os.time([table])`, in the default time zone.
    private static func osTime(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        guard !frame.isNil(1) else {
            return .value(.integer(Int(ScriptMoment.parts(session.now.seconds).seconds)))
        }
        let entries = try frame.entries(1)
        func part(_ name: String, usual: Int?) throws(LuaRaise) -> Int {
            try Self.part(name, usual: usual, entries.first { $0.key == name }?.value)
        }
        let time = LocalTime(
            year: try part("year", usual: nil),
            month: try part("month", usual: nil),
            day: try part("day", usual: nil),
            hour: try part("hour", usual: 12),
            minute: try part("min", usual: 0),
            second: try part("sec", usual: 0)
        )
        guard let time else { throw LuaRaise(message: "os.time: the fields are not a time") }
        return .value(.integer(Int(session.zones.usual.moment(time))))
    }

    /// Reads a part of a time.
    static func part(_ name: String, usual: Int?, _ value: LuaValue?) throws(LuaRaise) -> Int {
        switch value {
        case .integer(let number)?: return number
        case .number(let number)?:
            if let whole = Int(exactly: number) { return whole }
        case nil:
            if let usual { return usual }
        default: break
        }
        throw LuaRaise(message: "os.time: field '\(name)' must be a whole number")
    }

    /// `os.date([pattern[, t]])`: a leading `!` means UTC, `*t` returns a table.
    private static func osDate(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        var pattern = try pattern(frame, 1, usual: "%c", "os.date")
        let moment = try moment(session, frame, 2, "os.date")
        let isUniversal = pattern.hasPrefix("!")
        if isUniversal { pattern.removeFirst() }
        let zone = isUniversal ? ZoneRules.utc : session.zones.usual
        if pattern.hasPrefix("*t") { return .value(.table(fields(of: moment, in: zone))) }
        return .value(.string(try text(moment, pattern, in: zone, "os.date")))
    }
}
