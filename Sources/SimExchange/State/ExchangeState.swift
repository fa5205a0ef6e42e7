/// Everything that an exchange needs to go on in another process, as rows of tables.
///
/// What clients have subscribed to, and answers that were on their way to them, are not in it: connections end with the
/// process. Times are nanoseconds since 1970-01-01 UTC, sizes exact decimals as text, messages as in `MessageText`.
package struct ExchangeState: Sendable, Hashable {
    /// Clock, seed, counters.
    package var progress: ExchangeProgress
    /// All orders that were ever placed, by rising number.
    package var orders: [OrderRecord] = []
    /// All executions, by rising number.
    package var executions: [ExecutionRecord] = []
    /// The accounts, by rising number.
    package var accounts: [AccountRecord] = []
    /// All positions, closed ones too, account by account, by rising conId.
    package var positions: [PositionRecord] = []
    /// Cash by account and currency.
    package var cash: [CashRecord] = []
    /// What is going to happen, by rising number.
    package var events: [EventRecord] = []
    /// What orders have taken of present quotes.
    package var quotes: [QuoteRecord] = []

    /// Makes a state without orders and positions.
    package init(progress: ExchangeProgress) {
        self.progress = progress
    }
}

/// The rows of an exchange's state that differ from those that were taken before.
package struct StateChanges: Sendable, Hashable {
    /// New rows, and rows with new values. Its progress is always there.
    package var state: ExchangeState
    /// Numbers of events that are no more.
    package var endedEvents: [Int] = []
    /// Whether the rows are all there are: others that were taken before are void.
    package var isComplete: Bool
    /// Whether nothing but the clock differs.
    package var isEmpty: Bool
}
