/// How long a script has kept itself busy, with jobs that its own jobs added or with one long computation.
///
/// A turn of the event loop runs a limited amount of a script, so that the socket, signals and other scripts get
/// theirs. A script that never comes to rest is ended, since no time would pass for it on a virtual clock.
struct Shift {
    /// The longest time that jobs run in one turn, in nanoseconds.
    static let longestTurn: UInt64 = 10_000_000
    /// The number of jobs between two checks of the clock.
    static let jobsPerLook = 16
    /// The time without rest that nobody notices, in nanoseconds.
    static let short: UInt64 = 500_000_000
    /// The longest time without rest, in nanoseconds.
    static let longest: UInt64 = 5_000_000_000

    /// When the script started to keep itself busy; `nil` while it rests.
    private(set) var begin: UInt64?
    /// Whether a later turn has been requested.
    var isTurnAsked = false

    /// Records that the script rests, or that something from outside gave it work.
    mutating func rest() { begin = nil }

    /// Records that the script has more work of its own making; returns whether it has continued for too long.
    mutating func goOn(at moment: UInt64) -> Bool {
        let start = begin ?? moment
        begin = start
        return moment &- start > Self.longest
    }
}
