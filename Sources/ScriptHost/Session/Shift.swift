/// How long a script has kept itself busy: with jobs that its own jobs have made, or one long computation.
///
/// A turn of the event loop runs at most so much of a script, so that socket, signals and other scripts have theirs; and a
/// script that never comes to rest is ended, since on a virtual clock no time would pass for it.
struct Shift {
    /// Longest time that jobs run in one turn, in nanoseconds.
    static let longestTurn: UInt64 = 10_000_000
    /// Jobs between two looks at the clock.
    static let jobsPerLook = 16
    /// Longest time without rest, in nanoseconds.
    static let longest: UInt64 = 5_000_000_000

    /// When the script began to keep itself busy; `nil` while it rests.
    private(set) var begin: UInt64?
    /// Whether a later turn has been asked for.
    var isTurnAsked = false

    /// Something from outside gave the script work, or it rests.
    mutating func rest() { begin = nil }

    /// The script has more to do of its own making; whether it has gone on for too long.
    mutating func goOn(at moment: UInt64) -> Bool {
        let start = begin ?? moment
        begin = start
        return moment &- start > Self.longest
    }
}
