/// How often something has happened in the last minute.
struct MomentWindow: Sendable {
    private static let span: Int64 = 60_000_000_000

    private var moments: [Int64] = []
    private var first = 0

    /// How many there are; those that are too old are dropped.
    mutating func count(at now: RunInstant) -> Int {
        let oldest = now.nanoseconds - Self.span
        while first < moments.count, moments[first] <= oldest { first += 1 }
        if first > 256, first * 2 > moments.count {
            moments.removeFirst(first)
            first = 0
        }
        return moments.count - first
    }

    /// One more has happened.
    mutating func note(_ now: RunInstant) { moments.append(now.nanoseconds) }
}
