/// The reasons that keep an order, at the exchange or on its way, from working.
struct Holds: OptionSet, Hashable, Sendable, Codable {
    let rawValue: Int

    /// The parent has not filled.
    static let parent = Holds(rawValue: 1)
    /// Its time has not come: `goodAfterTime`, or the start of an algorithm.
    static let time = Holds(rawValue: 2)
    /// Its conditions are not met.
    static let conditions = Holds(rawValue: 4)
    /// The market is closed.
    static let session = Holds(rawValue: 8)
    /// The auction has not come.
    static let auction = Holds(rawValue: 16)
    /// Shares to sell are being located.
    static let locate = Holds(rawValue: 32)
}
