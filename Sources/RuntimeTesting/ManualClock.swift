internal import ScriptRuntime
internal import Synchronization
package import TWSSession
package import Trading

/// A run's clock that stands still until the test advances it, and runs later turns when the test says so.
package final class ManualClock: RunClock {
    private struct Timer {
        let due: Int64
        let number: Int
        let action: () -> Void
    }

    /// The numbers of signals that other threads, or the test, have sent.
    private final class Inbox: Sendable {
        let numbers = Mutex<[Int]>([])
    }

    /// 2026-01-05 10:00:00 in New York.
    package static let start = RunInstant(seconds: 1_767_625_200)

    /// The current moment, as scripts see it.
    package var now: RunInstant { RunInstant(nanoseconds: moment.nanoseconds + shift) }
    /// The moment without ``shift``, which timers follow.
    private var moment = ManualClock.start
    /// How far the wall clock has been shifted, in nanoseconds.
    private var shift: Int64 = 0
    private var timers: [Timer] = []
    private var made = 0
    private var turns: [() -> Void] = []
    private var receivers: [Int: () -> Void] = [:]
    private let inbox = Inbox()

    /// Makes a clock at ``start``.
    package init() {}

    /// The time since ``start``.
    package var instant: SessionInstant {
        SessionInstant(nanoseconds: moment.nanoseconds - Self.start.nanoseconds)
    }

    /// The number of running timers.
    package var timerCount: Int { timers.count }

    /// Starts a timer; it fires in ``advance(_:)``.
    package func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        made += 1
        let due = moment.nanoseconds + Int64((max(0, seconds) * 1e9).rounded())
        let place = timers.firstIndex { $0.due > due } ?? timers.endIndex
        timers.insert(Timer(due: due, number: made, action: action), at: place)
        return made
    }

    /// Cancels a timer.
    package func cancelTimer(_ number: Int) { timers.removeAll { $0.number == number } }

    /// Keeps an action for the next turn.
    package func later(_ action: @escaping () -> Void) { turns.append(action) }

    /// Keeps an action for the next turn: no machine time passes here.
    package func soon(_ milliseconds: Int, _ action: @escaping () -> Void) { turns.append(action) }

    /// Returns a function that any thread may call; the action runs in the next turn after that.
    package func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void {
        made += 1
        receivers[made] = action
        return { [inbox, made] in inbox.numbers.withLock { $0.append(made) } }
    }

    /// Runs what was requested before this turn; what is requested in it waits for the next one.
    ///
    /// - Returns: Whether there was anything to run.
    @discardableResult
    package func turn() -> Bool {
        let numbers = inbox.numbers.withLock { numbers in
            defer { numbers = [] }
            return numbers
        }
        let actions = turns + numbers.compactMap { receivers[$0] }
        turns = []
        for action in actions { action() }
        return !actions.isEmpty
    }

    /// Runs turns until none is requested.
    ///
    /// - Returns: Whether the run came to rest within a limited number of turns.
    @discardableResult
    package func settle(atMost limit: Int = 10_000) -> Bool {
        for _ in 0..<limit {
            guard turn() else { return true }
        }
        return false
    }

    /// Shifts the wall clock by so many seconds; timers and ``instant`` are not affected.
    package func setWall(by seconds: Double) { shift += Int64((seconds * 1e9).rounded()) }

    /// Advances the time by so many seconds; timers fire in order, with all turns they request.
    package func advance(_ seconds: Double) {
        let end = moment.nanoseconds + Int64((seconds * 1e9).rounded())
        settle()
        while let timer = timers.first, timer.due <= end {
            timers.removeFirst()
            moment = max(moment, RunInstant(nanoseconds: timer.due))
            timer.action()
            settle()
        }
        moment = RunInstant(nanoseconds: end)
    }
}
