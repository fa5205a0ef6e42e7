internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// The result of `at` and `daily`: a function that is called when a wall clock shows a certain time.
final class ClockTimer: LuaObject, Callback {
    /// When the function is called.
    struct Plan {
        let secondOfDay: Int
        let zone: ZoneRules
        /// Days of the week, 0 for Sunday; `nil` for every day.
        var weekdays: Set<Int>?
        /// The contract whose trading days count.
        var contract: Contract?
        let repeats: Bool
    }

    private let name: String
    private let function: LuaFunction
    private let plan: Plan
    private unowned let session: ScriptSession
    private var timer: ScriptTimer?
    private var isOff = false

    init(_ name: String, _ function: LuaFunction, _ plan: Plan, session: ScriptSession) {
        self.name = name
        self.function = function
        self.plan = plan
        self.session = session
    }

    static func describe() -> LuaClass<ClockTimer> {
        var description: LuaClass<ClockTimer> = Members.of("clock_timer")
        description.method("off") { timer, _ in
            timer.off()
            return .returned
        }
        return description
    }

    /// Waits for the next time that the clock shows the time.
    func start() { start(after: ScriptMoment.parts(session.now.seconds).seconds) }

    private func start(after moment: Int64) {
        let next = plan.next(after: moment)
        // Hours are requested on the day itself, because TWS only reports those of the coming days.
        timer = session.timers.start(after: Double(next) - session.now.seconds, keepsAlive: true) { [self] in
            timer = nil
            fire(at: next)
        }
    }

    /// How long to wait before requesting a contract's hours again, in seconds, and how often to do so.
    private static let pause = 60.0
    private static let attempts = 10

    private func fire(at moment: Int64, attempt: Int = 1) {
        guard let contract = plan.contract else { return call(at: moment) }
        let day = plan.zone.local(moment).days
        if let trades = session.hours.trades(contract, on: day) { return decide(trades, at: moment) }
        // Some part of the script must be waiting meanwhile, or the run would end.
        timer = session.timers.start(after: ScriptDuration.longest, keepsAlive: true) {}
        session.hours.refresh(contract, function: name) { [self] hours in
            if let timer { session.timers.cancel(timer) }
            timer = nil
            guard !isOff else { return }
            // There is no session beyond what TWS reports.
            if let hours { return decide(hours.trades(on: day) ?? false, at: moment) }
            guard attempt < Self.attempts else {
                session.log("\(name): the contract's hours are not to be had, so this time is passed over")
                return start(after: moment)
            }
            timer = session.timers.start(after: Self.pause, keepsAlive: true) { [self] in
                timer = nil
                fire(at: moment, attempt: attempt + 1)
            }
        }
    }

    private func decide(_ trades: Bool, at moment: Int64) {
        if trades { call(at: moment) } else { start(after: moment) }
    }

    private func call(at moment: Int64) {
        session.enqueue(.timed(function, self))
        if plan.repeats { start(after: max(moment, ScriptMoment.parts(session.now.seconds).seconds)) }
    }

    /// Switches the timer off.
    func off() {
        isOff = true
        if let timer { session.timers.cancel(timer) }
        timer = nil
    }
}

extension ClockTimer.Plan {
    /// Returns the next time after `moment` at which the clock shows the time on a matching day of the week.
    func next(after moment: Int64) -> Int64 {
        let today = zone.local(moment).days
        for day in today... {
            if let weekdays, !weekdays.contains(LocalTime(seconds: Int64(day) * 86_400).weekday) { continue }
            let next = zone.moment(LocalTime(seconds: Int64(day) * 86_400 + Int64(secondOfDay)))
            if next > moment { return next }
        }
        preconditionFailure("days do not end")
    }
}
