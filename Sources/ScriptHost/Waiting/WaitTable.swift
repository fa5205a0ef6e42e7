internal import LuaBridge

/// The functions that wait: each is resumed once, by whatever comes first.
final class WaitTable {
    private struct Entry {
        var timer: ScriptTimer?
        /// The task that waits; `nil` for the main chunk and for handlers.
        let task: ScriptTask?
        /// Called once the wait has ended, or was given up.
        let whenOver: (() -> Void)?
        /// Its memory, on the script's account.
        let loan: LuaLoan
    }

    /// Bytes that a wait takes, with its timer here and in the clock.
    private static let footprint = 1024

    private var entries: [LuaToken: Entry] = [:] { didSet { isEmpty = entries.isEmpty } }
    private var last = 0
    private let timers: TimerTable
    private let lend: (Int) -> LuaLoan
    private let resume: (LuaToken, Delivery, ScriptTask?) -> Void
    /// The task that runs.
    var current: () -> ScriptTask? = { nil }

    /// An empty table; `lend` counts memory as the script's, `resume` has the turn of what waited come.
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

    /// Begins a wait; with a time-out, `late` is what it gets when nothing else came.
    ///
    /// - Parameter whenOver: Called once it has ended in whatever way, also when the task that waits is cancelled.
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

    /// Whether the token still waits.
    func isWaiting(_ token: LuaToken) -> Bool { entries[token] != nil }

    /// Ends a wait; false if it had ended before.
    @discardableResult
    func finish(_ token: LuaToken, _ delivery: Delivery) -> Bool {
        guard let entry = entries.removeValue(forKey: token) else { return false }
        if let timer = entry.timer { timers.cancel(timer) }
        entry.task?.token = nil
        resume(token, delivery, entry.task)
        entry.whenOver?()
        return true
    }

    /// Ends a wait whose task is cancelled: nothing is resumed.
    func abandon(_ token: LuaToken) {
        guard let entry = entries.removeValue(forKey: token) else { return }
        if let timer = entry.timer { timers.cancel(timer) }
        entry.whenOver?()
    }
}
