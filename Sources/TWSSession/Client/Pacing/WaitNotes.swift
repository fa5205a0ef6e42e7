/// Reports that messages wait for a rule once, not for every message.
struct WaitNotes: Sendable {
    /// A wait of at most a second is not reported.
    static let shortest: Duration = .seconds(1)

    private var told: [String: SessionInstant] = [:]

    /// Whether to report a wait: it is long, and no report about its rule is still in effect.
    mutating func isNew(_ rule: String, until moment: SessionInstant, at now: SessionInstant) -> Bool {
        guard moment - now > Self.shortest, told[rule].map({ $0 <= now }) ?? true else { return false }
        told[rule] = moment
        return true
    }
}
