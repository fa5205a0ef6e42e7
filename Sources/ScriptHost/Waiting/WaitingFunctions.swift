internal import LuaBridge
internal import Trading

/// `sleep`, `wait`, `first_of`, timers and the clock.
enum WaitingFunctions {
    static let entries: [HostEntry] = [
        HostEntry("now") { session, _ in .value(.number(session.now.seconds)) },
        HostEntry("sleep", waits: true) { session, frame in
            let seconds = try ScriptDuration.read(try frame.value(1), function: "sleep")
            return .waiting(session.waits.begin(timeout: seconds))
        },
        HostEntry("wait", waits: true, wait),
        HostEntry("first_of", waits: true, firstOf),
        HostEntry("after") { session, frame in try timer("after", session, frame, repeats: false) },
        HostEntry("every") { session, frame in try timer("every", session, frame, repeats: true) },
        HostEntry("stop") { session, frame in
            let reason = frame.isNil(1) ? nil : RecordText.text(try frame.value(1))
            throw session.stop(reason: reason)
        },
    ]

    /// The largest number of things that one call of `first_of` waits for.
    private static let longestList = 64

    /// `wait(event[, timeout])`: the message, the payload of a host event, or a trade that is done; nil after the
    /// time-out.
    private static func wait(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let timeout = try ScriptDuration.optional(frame, 2, function: "wait")
        if let trade = frame.object(1, as: Trade.self) { return session.book.wait(for: trade, timeout: timeout) }
        guard let name = frame.string(1) else {
            throw noEvent
        }
        let event = try MessageNames.require(name, function: "wait")
        let token = session.waits.begin(timeout: timeout, late: .values([.nil]))
        session.hub.enlist(event, token, key: nil)
        return .waiting(token)
    }

    /// `first_of{done = trade, late = 30, quote = "tickPrice"}`: the key of what came first, and its value.
    private static func firstOf(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let entries = try frame.keyedEntries(1)
        try check(count: entries.count)
        var awaited: [(key: LuaValue, what: Awaited)] = []
        var shortest: (seconds: Double, key: LuaValue)?
        for (key, value) in entries {
            switch value {
            case .integer, .number:
                let seconds = try ScriptDuration.read(value, function: "first_of")
                if seconds < shortest?.seconds ?? .infinity { shortest = (seconds, key) }
            case .string(let event):
                awaited.append((key, .event(try MessageNames.require(event, function: "first_of"))))
            case .object(let object as Trade): awaited.append((key, .trade(object)))
            case .object(let task as ScriptTask): awaited.append((key, .task(task)))
            case .function(let function): awaited.append((key, .function(function)))
            default: throw notAwaited(value)
            }
        }
        let late = shortest.map { [$0.key] } ?? []
        var started: [ScriptTask] = []
        for place in awaited.indices {
            guard case .function(let function) = awaited[place].what else { continue }
            let task = try session.startTask(function)
            started.append(task)
            awaited[place].what = .task(task)
        }
        let token = session.waits.begin(timeout: shortest?.seconds, late: .values(late)) { [started] in
            for task in started { try? task.cancel() }
        }
        for (key, what) in awaited {
            switch what {
            case .task(let task): task.enlist(token, key: key)
            case .function: break
            case .event(let name): session.hub.enlist(name, token, key: key)
            case .trade(let trade): session.book.enlist(trade, token, key: key)
            }
        }
        return .waiting(token)
    }

    /// Checks the number of things that one call waits for.
    static func check(count: Int) throws(LuaRaise) {
        guard count > 0 else {
            throw LuaRaise(
                message: "first_of: expected a table of things to wait for",
                remedy: "give trades, names of events, functions, or seconds: first_of{done = trade, late = 30}"
            )
        }
        guard count <= longestList else {
            throw LuaRaise(
                message: "first_of: \(count) things to wait for are too many: \(longestList) at most",
                remedy: "wait for a kind of event, or handle it with on"
            )
        }
    }

    static let noEvent = LuaRaise(
        message: "wait: expected the name of an event or a trade",
        remedy: "to pause, use sleep"
    )

    static func notAwaited(_ value: LuaValue) -> LuaRaise {
        LuaRaise(message: "first_of: \(value.kind) cannot be waited for")
    }

    private enum Awaited {
        case event(String)
        case trade(Trade)
        case task(ScriptTask)
        case function(LuaFunction)
    }

    private static func timer(
        _ name: String,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        repeats: Bool
    ) throws -> HostResult {
        let seconds = try ScriptDuration.read(try frame.value(1), function: name)
        guard let function = try frame.function(2) else { throw LuaRaise(message: "\(name): expected a function") }
        let loan = try session.vm.borrow(TimerHandle.footprint)
        let handle = TimerHandle(function: function, period: repeats ? seconds : nil, session: session, loan: loan)
        handle.start(after: seconds)
        return .value(.object(handle))
    }
}
