internal import LuaBridge

/// The result of `after` and `every`: a timer that can be switched off.
final class TimerHandle: LuaObject, Callback {
    private let function: LuaFunction
    private let period: Double?
    private unowned let session: ScriptSession
    /// Its memory, charged to the script.
    private let loan: LuaLoan
    private var timer: ScriptTimer?

    /// The size of a timer in bytes, here and in the clock.
    static let footprint = 1024

    init(function: LuaFunction, period: Double?, session: ScriptSession, loan: LuaLoan) {
        self.loan = loan
        self.function = function
        self.period = period
        self.session = session
    }

    func start(after seconds: Double) {
        timer = session.timers.start(after: seconds, keepsAlive: true) { [self] in fire() }
    }

    private func fire() {
        timer = nil
        session.enqueue(.timed(function, self))
        if let period { start(after: period) }
    }

    func off() {
        if let timer { session.timers.cancel(timer) }
        timer = nil
    }

    static func describe() -> LuaClass<TimerHandle> {
        var description: LuaClass<TimerHandle> = Members.of("timer")
        description.field("period") { $0.period.map(LuaValue.number) }
        description.field("isOn") { .bool($0.timer != nil) }
        let values = description.values
        description.text = { Members.text("timer", try values($0)) }
        description.method("off") { timer, _ in
            timer.off()
            return .returned
        }
        return description
    }
}
