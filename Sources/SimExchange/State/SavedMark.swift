/// What was last taken of an exchange's state, as far as needed to find what differs from it.
struct SavedMark: Sendable {
    var progress: ExchangeProgress
    /// The number of executions.
    var executions: Int
    /// The orders that are not done, by number.
    var orders: [Int: OrderRecord]
    /// The cash by account and currency.
    var cash: [String: [String: Double]]
    /// What orders have taken from quotes, by conId.
    var quotes: [Int: QuoteRecord] = [:]
}
