/// Tells the answers to probes from those that the owner requested itself: both are currentTime.
///
/// The answers are alike, so it only counts: the owner receives as many as it asked for, and the others are swallowed.
/// A missing answer thus costs at most a later one that nobody needs.
struct ProbeAnswers {
    private var asked = 0
    private var probes = 0

    /// Counts a request of the owner's that has left.
    mutating func countRequest() { asked += 1 }

    /// Counts a probe that has left.
    mutating func countProbe() { probes += 1 }

    /// Takes an answer.
    ///
    /// - Returns: Whether it belongs to a probe, so that nobody needs it.
    mutating func swallows() -> Bool {
        if asked > 0 {
            asked -= 1
            return false
        }
        guard probes > 0 else { return false }
        probes -= 1
        return true
    }
}
