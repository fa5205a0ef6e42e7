/// Counts how often something happened in the last minute.
struct MomentWindow: Sendable {
    private static let span: Int64 = 60_000_000_000

    private var moments: [Int64] = []
    private var first = 0

    /// Returns the count after dropping times that are too old.
    mutating func count(at now: RunInstant) -> Int {
        let oldest = now.nanoseconds - Self.span
        while first < moments.count, moments[first] <= oldest { first += 1 }
        if first > 256, first * 2 > moments.count {
            moments.removeFirst(first)
            first = 0
        }
        return moments.count - first
    }

    /// Records one more occurrence.
    mutating func note(_ now: RunInstant) { moments.append(now.nanoseconds) }
}
