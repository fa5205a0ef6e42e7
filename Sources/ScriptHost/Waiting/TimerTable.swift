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

    /// The number of running timers that the script itself has started.
    private var keepingAlive = 0

    /// Whether a timer that the script itself has started is running.
    var keepsAlive: Bool { keepingAlive > 0 }

    /// Starts a timer on the run's clock; `keepsAlive` is set for the script's own timers.
    @discardableResult
    func start(after seconds: Double, keepsAlive: Bool = false, _ action: @escaping () -> Void) -> ScriptTimer {
        start(after: seconds, keepsAlive: keepsAlive, isTimeout: false, action)
    }

    /// Starts a time-out for a reaction of TWS, measured by the machine's clock whatever the run's does.
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

    /// Cancels a timer; ignores one that has run out.
    func cancel(_ timer: ScriptTimer) {
        guard take(timer) != nil else { return }
        emit(.cancelTimer(timer))
    }

    /// Handles a timer that ran out.
    func fire(_ timer: ScriptTimer) { take(timer)?.action() }

    private func take(_ timer: ScriptTimer) -> Entry? {
        guard let entry = entries.removeValue(forKey: timer) else { return nil }
        if entry.keepsAlive { keepingAlive -= 1 }
        return entry
    }

    /// Cancels all timers.
    func cancelAll() {
        for timer in entries.keys.sorted(by: { $0.rawValue < $1.rawValue }) { cancel(timer) }
    }
}
