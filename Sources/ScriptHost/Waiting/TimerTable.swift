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

    /// Whether a timer of the script itself is running.
    var keepsAlive: Bool { entries.values.contains { $0.keepsAlive } }

    /// Starts a timer; `keepsAlive` is set for those that the script asked for.
    @discardableResult
    func start(after seconds: Double, keepsAlive: Bool = false, _ action: @escaping () -> Void) -> ScriptTimer {
        last += 1
        let timer = ScriptTimer(rawValue: last)
        entries[timer] = Entry(keepsAlive: keepsAlive, action: action)
        emit(.startTimer(timer, after: seconds))
        return timer
    }

    /// Forgets a timer; one that has run out is ignored.
    func cancel(_ timer: ScriptTimer) {
        guard entries.removeValue(forKey: timer) != nil else { return }
        emit(.cancelTimer(timer))
    }

    /// A timer ran out.
    func fire(_ timer: ScriptTimer) { entries.removeValue(forKey: timer)?.action() }

    /// Forgets all timers.
    func cancelAll() {
        for timer in entries.keys.sorted(by: { $0.rawValue < $1.rawValue }) { cancel(timer) }
    }
}
