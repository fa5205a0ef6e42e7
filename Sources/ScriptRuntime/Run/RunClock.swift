internal import ScriptHost

/// A run's time and timers. Used on one event loop only.
protocol RunClock: AnyObject {
    /// The moment as the script sees it.
    var now: ScriptInstant { get }
    /// Runs `action` after so many seconds of this clock; returns what ``cancelTimer(_:)`` takes.
    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int
    /// Forgets a timer.
    func cancelTimer(_ number: Int)
}
