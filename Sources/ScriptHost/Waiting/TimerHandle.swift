internal import LuaBridge

/// What `after` and `every` give: a timer that can be switched off.
final class TimerHandle: LuaObject {
    private let function: LuaFunction
    private let period: Double?
    private unowned let session: ScriptSession
    private var timer: ScriptTimer?

    init(function: LuaFunction, period: Double?, session: ScriptSession) {
        self.function = function
        self.period = period
        self.session = session
    }

    func start(after seconds: Double) {
        timer = session.timers.start(after: seconds, keepsAlive: true) { [self] in fire() }
    }

    private func fire() {
        timer = nil
        session.enqueue(.call(function, .values([])))
        if let period { start(after: period) }
    }

    func cancel() {
        if let timer { session.timers.cancel(timer) }
        timer = nil
    }

    static func describe() -> LuaClass<TimerHandle> {
        var description: LuaClass<TimerHandle> = Members.of("timer")
        description.method("off") { timer, _ in
            timer.cancel()
            return .returned
        }
        return description
    }
}
