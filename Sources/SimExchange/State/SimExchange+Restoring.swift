internal import TWSWire

extension SimExchange {
    /// Makes an exchange that goes on from a state: the same clock, ids, orders, money and market.
    ///
    /// What was on its way to the exchange or to TWS still arrives. Account, first instant and starting cash are those
    /// of the state, all other settings those of `configuration`.
    /// - Throws: `StateError` for a state of another seed or account, or with a row that is none.
    public init(configuration: SimConfiguration, restoring state: ExchangeState) throws(StateError) {
        let progress = state.progress
        guard Int64(bitPattern: configuration.seed) == progress.seed else {
            let seed = Int64(bitPattern: configuration.seed)
            throw StateError(.otherSeed, "it was made with seed \(progress.seed), not \(seed)")
        }
        if let account = configuration.account, account != progress.account {
            throw StateError(.otherAccount, "it is the state of account \(progress.account), not \(account)")
        }
        var configuration = configuration
        configuration.account = progress.account
        configuration.start = ExchangeInstant(nanoseconds: progress.start)
        configuration.startingCash = progress.startingCash
        self.init(configuration: configuration)
        now = ExchangeInstant(nanoseconds: progress.time)
        listContracts()
        identifiers.permID = progress.permId
        identifiers.execution = UInt32(truncatingIfNeeded: progress.execution)
        latencies.restore(progress)
        try restoreAccount(state)
        try restoreOrders(state.orders)
        try restoreEvents(state)
        restoreMarket(state.quotes)
    }

    private mutating func restoreAccount(_ state: ExchangeState) throws(StateError) {
        var cash: [String: Double] = [:]
        for row in state.cash { cash[row.currency] = row.amount }
        var positions: [Int: SimulatedPosition] = [:]
        var profits: [Int: Double] = [:]
        for row in state.positions {
            positions[row.conId] = try row.position(market.catalogue)
            profits[row.conId] = row.dayProfit
        }
        account = SimulatedAccount(cash: cash, positions: positions)
        day = DayReference(
            netLiquidation: state.progress.dayNetLiquidation,
            profits: profits,
            end: ExchangeInstant(nanoseconds: state.progress.dayEnd)
        )
        for row in state.executions { executions.append(try row.execution) }
    }

    private mutating func restoreOrders(_ rows: [OrderRecord]) throws(StateError) {
        for row in rows {
            let place = book.orders.count
            guard row.number == place, row.parent ?? 0 < max(1, place) else {
                throw StateError(.malformed, "order \(place) is missing")
            }
            let order = try row.order(resolveKeptTraded)
            _ = book.add(order)
            if let completedAt = order.completedAt { book.finish(place, at: completedAt) }
            if let parent = order.parent { book[parent].children.append(place) }
        }
    }

    private mutating func restoreEvents(_ state: ExchangeState) throws(StateError) {
        for row in state.events {
            let event = try row.event(orderCount: book.orders.count)
            events.restore(event, at: ExchangeInstant(nanoseconds: row.time), number: row.number)
        }
        events.added = state.progress.events
    }

    private mutating func restoreMarket(_ quotes: [QuoteRecord]) {
        for place in book.allWorking {
            expiries.add(book[place].instrument)
            for leg in book[place].legs { expiries.add(leg.instrument) }
            watchAll(of: place)
        }
        for instrument in heldInstruments { expiries.add(instrument) }
        for row in quotes where watches[row.conId]?.nextChange.nanoseconds == row.until {
            watches[row.conId]?.taken = TakenLiquidity(bid: row.bid, ask: row.ask)
        }
    }
}
