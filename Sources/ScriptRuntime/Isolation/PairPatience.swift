internal import CSandbox
internal import Glibc

/// How long one end of the pair waits for an answer itself before it has itself notified: a notification by another
/// thread costs more than most answers take. It adapts: an end whose answers take longer is not waited for in vain.
///
/// With several processors, the end polls, because waking a thread costs more as well. With one, it sleeps in a read of
/// the pair, since the other end could not run otherwise. That sleep ends with the kernel's second tick at the latest:
/// an exact end would cost more than the switch to the other end and back. The sleep is therefore not tried for a while
/// after an answer that took longer than ``longest``.
struct PairPatience {
    /// The longest time for which answers are taken without the loop's other work, in nanoseconds.
    static let longest: UInt64 = 1_000_000
    /// The longest wait for the next question, in nanoseconds: one question is usually followed by others.
    static let dialogue: UInt64 = isShared ? 100_000 : 200_000
    /// Whether both ends can run at the same time.
    static let isShared = csb_processors() > 1
    private static let least: UInt64 = 4_000
    private static let most = dialogue

    /// The number of misses after which the longest time is tried again.
    private static let trial = 16
    private var misses = 0
    /// The nanoseconds to poll for, if the other end can run meanwhile.
    private var look = most
    /// The largest number of events without a sleep.
    private static let longestPause = 64
    /// The number of events without a sleep after a long one, and how many of them are left.
    private var (pause, left) = (1, 0)

    /// The nanoseconds to wait.
    var nanoseconds: UInt64 { Self.isShared ? look : left == 0 ? Self.most : 0 }
    /// The nanoseconds to wait for the next question of an event.
    var dialogue: UInt64 { Self.isShared ? Self.dialogue : nanoseconds }

    /// The machine's monotonic clock.
    static var now: UInt64 { UInt64(bitPattern: MachineTime.nanoseconds(CLOCK_MONOTONIC)) }

    /// Notes that the answer came in time.
    mutating func wasEnough() { look = min(Self.most, look * 2) }

    /// Notes that it did not. Now and then, the longest time is tried again: later answers may be faster.
    mutating func wasTooShort() {
        misses += 1
        look = misses % Self.trial == 0 ? Self.most : max(Self.least, look / 2)
        left = max(0, left - 1)
    }

    /// Notes how many nanoseconds this thread has slept for an answer. One long sleep may be due to other threads that
    /// needed the processor, so another is tried soon; after several, it is not.
    mutating func slept(_ time: UInt64) {
        guard time > Self.longest else { return pause = 1 }
        pause = min(Self.longestPause, pause * 2)
        left = pause
    }
}

/// Whether a script has kept busy longer than its own session would let it: then it is not the session that speaks.
struct BusyShift {
    /// In nanoseconds: what ``Shift`` allows, plus two seconds.
    private static let longest: UInt64 = 7_000_000_000
    private var begin: UInt64?

    /// Notes a question of the script: its time stands still while it waits.
    mutating func rest() { begin = nil }

    /// Notes whether the script continues by itself; returns `false` if it has for too long.
    mutating func admits(goesOn: Bool) -> Bool {
        guard goesOn else {
            begin = nil
            return true
        }
        let now = PairPatience.now
        let start = begin ?? now
        begin = start
        return now &- start <= Self.longest
    }
}
