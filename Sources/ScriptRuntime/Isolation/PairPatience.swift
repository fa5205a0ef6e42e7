internal import CSandbox
internal import Glibc

/// How long one end of the pair stays with it for an answer before it lets itself be told: to be told by another thread costs
/// more than most answers take. Adapts to what helps: one whose answers take longer is not waited for in vain.
///
/// With several processors the end looks again and again, because waking a thread costs more as well. With one it sleeps at the
/// pair, since the other end could not run. That sleep ends with the kernel's second tick at the latest: to have it end exactly
/// would cost more than the switch to the other end and back. So it is not tried for a while after an answer that took longer
/// than ``longest``.
struct PairPatience {
    /// Longest time that answers are taken without the other work of the loop, in nanoseconds.
    static let longest: UInt64 = 1_000_000
    /// How long the next question is waited for at most, in nanoseconds: one is followed by others as a rule.
    static let dialogue: UInt64 = isShared ? 100_000 : 200_000
    /// Whether the other end can run at the same time at all.
    static let isShared = csb_processors() > 1
    private static let least: UInt64 = 4_000
    private static let most = dialogue

    /// Misses after which the longest time is tried again.
    private static let trial = 16
    private var misses = 0
    /// Nanoseconds to look for, where the other end can run meanwhile.
    private var look = most
    /// Most events that are not slept for.
    private static let longestPause = 64
    /// How many events are not slept for after a long sleep, and how many of them are left.
    private var (pause, left) = (1, 0)

    /// Nanoseconds to wait.
    var nanoseconds: UInt64 { Self.isShared ? look : left == 0 ? Self.most : 0 }
    /// How long the next question of an event is waited for, in nanoseconds.
    var dialogue: UInt64 { Self.isShared ? Self.dialogue : nanoseconds }

    /// The machine's monotonic clock.
    static var now: UInt64 { UInt64(bitPattern: MachineTime.nanoseconds(CLOCK_MONOTONIC)) }

    /// The answer came in time.
    mutating func wasEnough() { look = min(Self.most, look * 2) }

    /// It did not. Now and then the longest time is tried again: what takes longer now may not later.
    mutating func wasTooShort() {
        misses += 1
        look = misses % Self.trial == 0 ? Self.most : max(Self.least, look / 2)
        left = max(0, left - 1)
    }

    /// This thread has slept so many nanoseconds for an answer. One that was long may have been due to others who wanted the
    /// processor, so it is tried again soon; after several it is not.
    mutating func slept(_ time: UInt64) {
        guard time > Self.longest else { return pause = 1 }
        pause = min(Self.longestPause, pause * 2)
        left = pause
    }
}

/// Whether a script has kept itself busy longer than its own session would let it: then it is not the session that speaks.
struct BusyShift {
    /// Nanoseconds: what ``Shift`` allows, and two seconds.
    private static let longest: UInt64 = 7_000_000_000
    private var begin: UInt64?

    /// The script has asked for something: while it waits its time stands still.
    mutating func rest() { begin = nil }

    /// Notes whether the script goes on by itself; false if it has for too long.
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
