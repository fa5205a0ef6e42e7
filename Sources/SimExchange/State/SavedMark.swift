/// What was last taken of an exchange's state, as far as it is needed to tell what differs from it.
struct SavedMark: Sendable {
    var progress: ExchangeProgress
    /// How many executions there were.
    var executions: Int
    /// The orders that are not done, by number.
    var orders: [Int: OrderRecord]
    /// Cash by account and currency.
    var cash: [String: [String: Double]]
    /// What was taken of quotes, by conId.
    var quotes: [Int: QuoteRecord] = [:]
}
