internal import CSandbox
internal import Glibc

/// How long one end of the pair stays with it for an answer before it lets itself be told: to be told by another thread costs
/// more than most answers take. Adapts to what helps: one whose answers take longer is not waited for in vain.
///
/// With several processors the end looks again and again, because waking a thread costs more as well. With one it sleeps, since
/// the other end could not run.
struct PairPatience {
    /// Longest time that answers are taken without the other work of the loop, in nanoseconds.
    static let longest: UInt64 = 1_000_000
    /// How long the next question is waited for, in nanoseconds: one is followed by others as a rule.
    static let dialogue: UInt64 = isShared ? 100_000 : 200_000
    /// Whether the other end can run at the same time at all.
    static let isShared = csb_processors() > 1
    /// To sleep takes nothing from others but the time of their own events.
    private static let least: UInt64 = isShared ? 4_000 : 150_000
    private static let most = dialogue

    /// Misses after which the longest time is tried again.
    private static let trial = 16
    private var misses = 0
    /// Nanoseconds to wait.
    private(set) var nanoseconds = most

    /// The machine's monotonic clock.
    static var now: UInt64 { UInt64(bitPattern: MachineTime.nanoseconds(CLOCK_MONOTONIC)) }

    /// The answer came in time.
    mutating func wasEnough() { nanoseconds = min(Self.most, nanoseconds * 2) }

    /// It did not. Now and then the longest time is tried again: what takes longer now may not later.
    mutating func wasTooShort() {
        misses += 1
        nanoseconds = misses % Self.trial == 0 ? Self.most : max(Self.least, nanoseconds / 2)
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
