package import TWSSession
package import Trading

/// A run's time, its timers and its turns. Used on one event loop only.
package protocol RunClock: AnyObject {
    /// The moment as the scripts see it.
    var now: RunInstant { get }
    /// The same clock as the connection counts it: only differences have a meaning.
    var instant: SessionInstant { get }
    /// Runs `action` after so many seconds of this clock as the scripts see it; returns what ``cancelTimer(_:)`` takes.
    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int
    /// The same in seconds of ``instant``: for time-outs.
    func startTimeout(after seconds: Double, _ action: @escaping () -> Void) -> Int
    /// Forgets a timer.
    func cancelTimer(_ number: Int)
    /// Runs `action` on a later turn of the event loop, when whatever else is due has had its turn.
    func later(_ action: @escaping () -> Void)
    /// Runs `action` a millisecond of the machine's time later, whatever this clock does.
    func soon(_ action: @escaping () -> Void)
    /// What another thread calls to have `action` run on the event loop.
    func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void
}

extension RunClock {
    /// Both are one clock.
    package func startTimeout(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        startTimer(after: seconds, action)
    }
}
