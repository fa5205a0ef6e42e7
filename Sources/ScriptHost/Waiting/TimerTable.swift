/// The timers of a session: what happens when each runs out.
final class TimerTable {
    private struct Entry {
        let keepsAlive: Bool
        let action: () -> Void
    }

    private var entries: [ScriptTimer: Entry] = [:]
    private var last = 0
    private let emit: (ScriptEffect) -> Void

    init(emit: @escaping (ScriptEffect) -> Void) { self.emit = emit }

    /// How many timers of the script itself are running.
    private var keepingAlive = 0

    /// Whether a timer of the script itself is running.
    var keepsAlive: Bool { keepingAlive > 0 }

    /// Starts a timer on the run's clock; `keepsAlive` is set for those that the script asked for.
    @discardableResult
    func start(after seconds: Double, keepsAlive: Bool = false, _ action: @escaping () -> Void) -> ScriptTimer {
        start(after: seconds, keepsAlive: keepsAlive, isTimeout: false, action)
    }

    /// Starts a time-out for what TWS is to do: the machine's clock counts, whatever the run's does.
    @discardableResult
    func startTimeout(after seconds: Double, _ action: @escaping () -> Void) -> ScriptTimer {
        start(after: seconds, keepsAlive: false, isTimeout: true, action)
    }

    private func start(after seconds: Double, keepsAlive: Bool, isTimeout: Bool, _ action: @escaping () -> Void)
        -> ScriptTimer
    {
        last += 1
        let timer = ScriptTimer(rawValue: last)
        entries[timer] = Entry(keepsAlive: keepsAlive, action: action)
        if keepsAlive { keepingAlive += 1 }
        emit(.startTimer(timer, after: seconds, isTimeout: isTimeout))
        return timer
    }

    /// Forgets a timer; one that has run out is ignored.
    func cancel(_ timer: ScriptTimer) {
        guard take(timer) != nil else { return }
        emit(.cancelTimer(timer))
    }

    /// A timer ran out.
    func fire(_ timer: ScriptTimer) { take(timer)?.action() }

    private func take(_ timer: ScriptTimer) -> Entry? {
        guard let entry = entries.removeValue(forKey: timer) else { return nil }
        if entry.keepsAlive { keepingAlive -= 1 }
        return entry
    }

    /// Forgets all timers.
    func cancelAll() {
        for timer in entries.keys.sorted(by: { $0.rawValue < $1.rawValue }) { cancel(timer) }
    }
}
