/// Everything that an exchange needs to continue in another process, as rows of tables.
///
/// It excludes the subscriptions of clients and the answers on their way to them: connections end with the process.
/// Times are nanoseconds since 1970-01-01 UTC, sizes are exact decimals as text, and messages are as in `MessageText`.
package struct ExchangeState: Sendable, Hashable {
    /// The clock, the seed and the counters.
    package var progress: ExchangeProgress
    /// All orders ever placed, by ascending number.
    package var orders: [OrderRecord] = []
    /// All executions, by ascending number.
    package var executions: [ExecutionRecord] = []
    /// The accounts, by ascending number.
    package var accounts: [AccountRecord] = []
    /// All positions, including closed ones, account by account, by ascending conId.
    package var positions: [PositionRecord] = []
    /// The cash by account and currency.
    package var cash: [CashRecord] = []
    /// The future events, by ascending number.
    package var events: [EventRecord] = []
    /// What orders have taken from the current quotes.
    package var quotes: [QuoteRecord] = []

    /// Makes a state without orders and positions.
    package init(progress: ExchangeProgress) {
        self.progress = progress
    }
}

/// The rows of an exchange's state that differ from those taken before.
package struct StateChanges: Sendable, Hashable {
    /// New and changed rows. The progress is always included.
    package var state: ExchangeState
    /// The numbers of events that no longer exist.
    package var endedEvents: [Int] = []
    /// Whether the rows are complete: rows taken before are void.
    package var isComplete: Bool
    /// Whether only the clock differs.
    package var isEmpty: Bool
}
