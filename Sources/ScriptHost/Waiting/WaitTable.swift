internal import LuaBridge

/// The waiting calls: each is resumed once, by whatever comes first.
final class WaitTable {
    private struct Entry {
        var timer: ScriptTimer?
        /// The waiting task; `nil` for the main chunk and for handlers.
        let task: ScriptTask?
        /// Called once the wait has ended or was given up.
        let whenOver: (() -> Void)?
        /// Its memory, charged to the script.
        let loan: LuaLoan
    }

    /// The size of a wait with its timer in bytes, here and in the clock.
    private static let footprint = 1024

    private var entries: [LuaToken: Entry] = [:] { didSet { isEmpty = entries.isEmpty } }
    private var last = 0
    private let timers: TimerTable
    private let lend: (Int) -> LuaLoan
    private let resume: (LuaToken, Delivery, ScriptTask?) -> Void
    /// Returns the running task.
    var current: () -> ScriptTask? = { nil }

    /// Creates an empty table; `lend` charges memory to the script, `resume` schedules a call to continue.
    init(
        timers: TimerTable,
        lend: @escaping (Int) -> LuaLoan,
        resume: @escaping (LuaToken, Delivery, ScriptTask?) -> Void
    ) {
        self.timers = timers
        self.lend = lend
        self.resume = resume
    }

    /// Whether nothing waits.
    private(set) var isEmpty = true

    /// Starts a wait; with a time-out, `late` is what it gets if nothing else arrives.
    ///
    /// - Parameter whenOver: Called once it has ended in any way, including cancellation of the waiting task.
    func begin(
        timeout: Double? = nil,
        late: Delivery = .values([]),
        whenOver: (() -> Void)? = nil
    ) -> LuaToken {
        last += 1
        let token = LuaToken(last)
        entries[token] = Entry(task: current(), whenOver: whenOver, loan: lend(Self.footprint))
        if let timeout {
            entries[token]?.timer = timers.start(after: timeout) { [unowned self] in finish(token, late) }
        }
        return token
    }

    /// Whether the token is still waiting.
    func isWaiting(_ token: LuaToken) -> Bool { entries[token] != nil }

    /// Ends a wait; returns `false` if it had already ended.
    @discardableResult
    func finish(_ token: LuaToken, _ delivery: Delivery) -> Bool {
        guard let entry = entries.removeValue(forKey: token) else { return false }
        if let timer = entry.timer { timers.cancel(timer) }
        entry.task?.token = nil
        resume(token, delivery, entry.task)
        entry.whenOver?()
        return true
    }

    /// Ends a wait whose task is cancelled; nothing is resumed.
    func abandon(_ token: LuaToken) {
        guard let entry = entries.removeValue(forKey: token) else { return }
        if let timer = entry.timer { timers.cancel(timer) }
        entry.whenOver?()
    }
}
