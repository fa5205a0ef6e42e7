internal import CSandbox
internal import Glibc

/// How long one end of the pair waits for an answer itself before it has itself notified: a notification by another
/// thread costs more than most answers take. It adapts: an end whose answers take longer is not waited for in vain.
///
/// With several processors, the end polls, because waking a thread costs more as well. With one processor it sleeps,
/// since the other end could not run otherwise.
struct PairPatience {
    /// The longest time for which answers are taken without the loop's other work, in nanoseconds.
    static let longest: UInt64 = 1_000_000
    /// How long to wait for the next question, in nanoseconds: one is usually followed by others.
    static let dialogue: UInt64 = isShared ? 100_000 : 200_000
    /// Whether both ends can run at the same time.
    static let isShared = csb_processors() > 1
    /// Sleeping takes nothing from others but the time of their own events.
    private static let least: UInt64 = isShared ? 4_000 : 150_000
    private static let most = dialogue

    /// The number of misses after which the longest time is tried again.
    private static let trial = 16
    private var misses = 0
    /// The nanoseconds to wait.
    private(set) var nanoseconds = most

    /// The machine's monotonic clock.
    static var now: UInt64 { UInt64(bitPattern: MachineTime.nanoseconds(CLOCK_MONOTONIC)) }

    /// Notes that the answer came in time.
    mutating func wasEnough() { nanoseconds = min(Self.most, nanoseconds * 2) }

    /// Notes that it did not. Now and then, the longest time is tried again: later answers may be faster.
    mutating func wasTooShort() {
        misses += 1
        nanoseconds = misses % Self.trial == 0 ? Self.most : max(Self.least, nanoseconds / 2)
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
