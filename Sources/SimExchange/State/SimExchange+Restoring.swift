internal import TWSWire

extension SimExchange {
    /// Makes an exchange that continues from a state: the same clock, IDs, orders, money and market.
    ///
    /// What was on its way to the exchange or to TWS still arrives. The first instant, the accounts and their starting
    /// cash come from the state, all other settings from `configuration`. If that has accounts too, the state's must be
    /// the first of them, and the others are new.
    /// - Throws: `StateError` for a state with another seed or other accounts, or with a malformed row.
    package init(configuration: SimConfiguration, restoring state: ExchangeState) throws(StateError) {
        let progress = state.progress
        guard Int64(bitPattern: configuration.seed) == progress.seed else {
            let seed = Int64(bitPattern: configuration.seed)
            throw StateError(.otherSeed, "it was made with seed \(progress.seed), not \(seed)")
        }
        var configuration = configuration
        configuration.accounts = try Self.accounts(configuration, state.accounts)
        configuration.start = ExchangeInstant(nanoseconds: progress.start)
        self.init(configuration: configuration)
        now = ExchangeInstant(nanoseconds: progress.time)
        accounts.restore(dayEnd: ExchangeInstant(nanoseconds: progress.dayEnd))
        market.listContracts(at: now)
        identifiers.progress = progress.identifiers
        latencies.progress = progress.latencies
        try restoreAccounts(state)
        try restoreExecutions(state.executions)
        try restoreOrders(state.orders)
        try restoreEvents(state)
        restoreMarket(state.quotes)
    }

    /// Returns the accounts of a state, followed by those that a configuration adds.
    private static func accounts(
        _ configuration: SimConfiguration,
        _ rows: [AccountRecord]
    ) throws(StateError) -> [SimConfiguration.Account] {
        let held = rows.map { SimConfiguration.Account(code: $0.code, startingCash: $0.terms.startingCash) }
        guard !held.isEmpty, Set(rows.map(\.code)).count == rows.count, rows.map(\.number) == Array(rows.indices) else {
            throw StateError(.malformed, "the accounts are \(rows.map { "\($0.number) \($0.code)" })")
        }
        guard !configuration.accounts.isEmpty else { return held }
        let wanted = AccountBook(
            configuration.accounts,
            Identifiers(seed: configuration.seed),
            start: configuration.start
        ).codes
        guard wanted.starts(with: held.map { $0.code ?? "" }) else {
            let codes = rows.map(\.code)
            let name = codes.count == 1 ? "account" : "accounts"
            throw StateError(
                .otherAccounts,
                "it is the state of \(name) \(codes.joined(separator: ", ")), not \(wanted.joined(separator: ", "))"
            )
        }
        let others = zip(wanted, configuration.accounts).dropFirst(held.count)
        return held + others.map { SimConfiguration.Account(code: $0, startingCash: $1.startingCash) }
    }

    private mutating func restoreAccounts(_ state: ExchangeState) throws(StateError) {
        for row in state.accounts {
            var positions: [Int: SimulatedPosition] = [:]
            var day = DayReference(row.day)
            for position in state.positions where position.account == row.code {
                positions[position.conId] = try position.position(market.catalogue)
                day.profits[position.conId] = position.dayProfit
            }
            let cash = state.cash.filter { $0.account == row.code }.map(\.cash)
            accounts.restore(row.code, cash: cash, positions: positions)
            accounts.restore(row.code, day)
        }
    }

    private mutating func restoreExecutions(_ rows: [ExecutionRecord]) throws(StateError) {
        for row in rows {
            let execution = try row.execution
            try checkAccount(execution.execution.acctNumber, "execution \(row.number)")
            accounts.record(execution)
        }
    }

    private func checkAccount(_ code: String, _ name: String) throws(StateError) {
        guard accounts.contains(code) else { throw StateError(.malformed, "\(name): no account \(code)") }
    }

    private mutating func restoreOrders(_ rows: [OrderRecord]) throws(StateError) {
        for row in rows {
            let place = book.count
            guard row.number == place, row.progress.parent ?? 0 < max(1, place) else {
                throw StateError(.malformed, "order \(place) is missing")
            }
            let order = try row.order(market.resolveKeptTraded)
            try checkAccount(order.terms.account, "order \(place)")
            _ = book.add(order)
            if let completedAt = order.completedAt { book.finish(place, at: completedAt) }
            if let parent = order.parent { book[parent].children.append(place) }
        }
    }

    private mutating func restoreEvents(_ state: ExchangeState) throws(StateError) {
        for row in state.events {
            let event = try row.event(orderCount: book.count)
            events.restore(event, at: ExchangeInstant(nanoseconds: row.time), number: row.number)
        }
        events.added = state.progress.events
    }

    private mutating func restoreMarket(_ quotes: [QuoteRecord]) {
        for place in book.allWorking {
            market.mindExpiry(of: book[place].instrument)
            for leg in book[place].legs { market.mindExpiry(of: leg.instrument) }
            watchAll(of: place)
        }
        for instrument in accounts.heldInstruments { market.mindExpiry(of: instrument) }
        for row in quotes where market.watch(row.conId)?.nextChange.nanoseconds == row.until {
            matching.restore(row.taken, of: row.conId)
        }
    }
}
