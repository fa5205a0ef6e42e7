/// Says once that messages wait for a rule, not for every message.
struct WaitNotes: Sendable {
    /// A wait of at most a second is not told.
    static let shortest: Duration = .seconds(1)

    private var told: [String: SessionInstant] = [:]

    /// Whether a wait is to be told: it is long, and nothing was told of its rule that still holds.
    mutating func isNew(_ rule: String, until moment: SessionInstant, at now: SessionInstant) -> Bool {
        guard moment - now > Self.shortest, told[rule].map({ $0 <= now }) ?? true else { return false }
        told[rule] = moment
        return true
    }
}
