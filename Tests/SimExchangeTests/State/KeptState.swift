import SimExchange

/// The rows of a state as a file would hold them: kept up to date by changes alone.
struct KeptState {
    private(set) var progress: ExchangeProgress?
    private(set) var orders: [Int: OrderRecord] = [:]
    private var executions: [Int: ExecutionRecord] = [:]
    private var accounts: [Int: AccountRecord] = [:]
    private var positions: [String: PositionRecord] = [:]
    private var cash: [String: CashRecord] = [:]
    private var events: [Int: EventRecord] = [:]
    private var quotes: [Int: QuoteRecord] = [:]

    /// Writes the rows that changed.
    mutating func apply(_ changes: StateChanges) {
        if changes.isComplete { self = KeptState() }
        progress = changes.state.progress
        for row in changes.state.orders { orders[row.number] = row }
        for row in changes.state.executions { executions[row.number] = row }
        for row in changes.state.accounts { accounts[row.number] = row }
        for row in changes.state.positions { positions["\(row.account) \(row.conId)"] = row }
        for row in changes.state.cash { cash["\(row.account) \(row.currency)"] = row }
        for row in changes.state.events { events[row.number] = row }
        for row in changes.state.quotes { quotes[row.conId] = row }
        for number in changes.endedEvents { events[number] = nil }
    }

    /// All rows.
    var state: ExchangeState? {
        guard let progress else { return nil }
        var state = ExchangeState(progress: progress)
        state.orders = orders.values.sorted { $0.number < $1.number }
        state.executions = executions.values.sorted { $0.number < $1.number }
        state.accounts = accounts.values.sorted { $0.number < $1.number }
        state.positions = positions.values.sorted { ($0.account, $0.conId) < ($1.account, $1.conId) }
        state.cash = cash.values.sorted { ($0.account, $0.currency) < ($1.account, $1.currency) }
        state.events = events.values.sorted { $0.number < $1.number }
        state.quotes = quotes.values.sorted { $0.conId < $1.conId }
        return state
    }
}
