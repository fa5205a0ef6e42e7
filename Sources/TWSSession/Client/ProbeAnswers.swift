/// Tells the answers to probes from those that the owner asked for itself: both are currentTime.
///
/// The answers are alike, so it only counts: the owner gets as many as it asked for, and the others are swallowed. An
/// answer that never comes so costs at most a later one that nobody misses.
struct ProbeAnswers {
    private var asked = 0
    private var probes = 0

    /// The owner's own request has left.
    mutating func countRequest() { asked += 1 }

    /// A probe has left.
    mutating func countProbe() { probes += 1 }

    /// Takes an answer.
    ///
    /// - Returns: whether it is a probe's, and so nobody's business.
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
