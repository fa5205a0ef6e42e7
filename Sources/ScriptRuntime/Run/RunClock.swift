package import TWSSession
package import Trading

/// A run's time, its timers and its turns. Used on one event loop only.
package protocol RunClock: AnyObject {
    /// The current moment as scripts see it.
    var now: RunInstant { get }
    /// The same clock as the connection counts it: only differences are meaningful.
    var instant: SessionInstant { get }
    /// Runs `action` after so many seconds of this clock as scripts see it; returns the number for ``cancelTimer(_:)``.
    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int
    /// Does the same in seconds of ``instant``: for timeouts.
    func startTimeout(after seconds: Double, _ action: @escaping () -> Void) -> Int
    /// Cancels a timer.
    func cancelTimer(_ number: Int)
    /// Runs `action` on a later turn of the event loop, after everything else that is due.
    func later(_ action: @escaping () -> Void)
    /// Runs `action` after a few milliseconds of the machine's time, whatever this clock does.
    func soon(_ milliseconds: Int, _ action: @escaping () -> Void)
    /// Returns a function that another thread calls to have `action` run on the event loop.
    func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void
}

extension RunClock {
    /// Both are one clock.
    package func startTimeout(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        startTimer(after: seconds, action)
    }
}
