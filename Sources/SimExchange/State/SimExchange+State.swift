internal import TWSWire

extension SimExchange {
    /// Everything that a later `init(configuration:restoring:)` needs to continue from here; costs a full copy.
    package var state: ExchangeState {
        get throws(StateError) {
            var state = ExchangeState(progress: ExchangeProgress(of: self))
            state.orders = try records(0..<book.count)
            state.executions = try executionRecords(from: 0)
            state.accounts = accountRecords
            state.positions = accounts.all.flatMap { positionRecords($0) { _ in true } }
            state.cash = accounts.all.flatMap(cashRecords)
            state.quotes = market.followed.sorted().map(quoteRecord).filter { $0.until != 0 }
            for entry in events.pending {
                if let record = try EventRecord(entry) { state.events.append(record) }
            }
            return state
        }
    }

    /// Takes what differs from the state taken before; at first, all of it.
    ///
    /// The first call makes the exchange track its changes, so that later calls cost only what has changed.
    /// - Throws: `StateError` for terms that no message can carry, such as a price that is not a number.
    package mutating func takeChanges() throws(StateError) -> StateChanges {
        guard let mark else {
            let all = try state
            begin(all)
            return StateChanges(state: all, isComplete: true, isEmpty: false)
        }
        var state = ExchangeState(progress: ExchangeProgress(of: self))
        try takeOrders(&state)
        state.executions = try executionRecords(from: mark.executions)
        if mark.progress.dayEnd != state.progress.dayEnd { state.accounts = accountRecords }
        state.positions = changedPositions(since: mark, accounts.executions[mark.executions...])
        state.cash = accounts.all.filter { $0.cash != mark.cash[$0.code] }.flatMap(cashRecords)
        let (added, ended) = events.takeLog()
        for entry in added {
            if let record = try EventRecord(entry) { state.events.append(record) }
        }
        let isSame =
            state.orders.isEmpty && state.executions.isEmpty && state.accounts.isEmpty && state.positions.isEmpty
            && state.cash.isEmpty && state.events.isEmpty && ended.isEmpty
            && mark.progress == state.progress.at(mark.progress.time)
        remember(state.progress)
        return StateChanges(state: state, endedEvents: ended, isComplete: false, isEmpty: isSame)
    }

    private mutating func remember(_ progress: ExchangeProgress) {
        let (count, cash) = (accounts.executions.count, cashByAccount)
        mark?.progress = progress
        mark?.executions = count
        mark?.cash = cash
    }

    private mutating func begin(_ all: ExchangeState) {
        var working: [Int: OrderRecord] = [:]
        for order in all.orders where order.progress.completedAt == nil { working[order.number] = order }
        mark = SavedMark(
            progress: all.progress,
            executions: accounts.executions.count,
            orders: working,
            cash: cashByAccount
        )
        for quote in all.quotes { mark?.quotes[quote.conId] = quote }
        book.beginNotes()
        events.beginLog()
    }

    /// Takes the orders that were touched and differ, and what they have taken from quotes.
    private mutating func takeOrders(_ state: inout ExchangeState) throws(StateError) {
        let changed = book.takeChanged()
        guard !changed.isEmpty else { return }
        for record in try records(changed) where mark?.orders[record.number] != record {
            mark?.orders[record.number] = record.progress.completedAt == nil ? record : nil
            state.orders.append(record)
        }
        let conIDs = state.orders.flatMap { row in
            let order = book[row.number]
            return [order.instrument.conId] + order.legs.map(\.conID)
        }
        for conID in Set(conIDs).sorted() {
            let record = quoteRecord(conID)
            guard record != mark?.quotes[conID] ?? QuoteRecord(conId: conID, until: 0) else { continue }
            mark?.quotes[conID] = record
            state.quotes.append(record)
        }
    }

    /// Returns the positions that executions concern, or all after a correction and at the beginning of a day.
    private func changedPositions(
        since mark: SavedMark,
        _ executions: ArraySlice<SimulatedExecution>
    ) -> [PositionRecord] {
        let isNewDay = mark.progress.dayEnd != accounts.dayEnd.nanoseconds
        guard isNewDay || !executions.isEmpty else { return [] }
        let isAll = isNewDay || executions.contains { !$0.execution.execId.hasSuffix(".01") }
        return accounts.all.flatMap { account in
            let conIDs = Set(executions.filter { $0.execution.acctNumber == account.code }.map(\.conId))
            return positionRecords(account) { isAll || conIDs.contains($0) }
        }
    }

    private func records(_ places: some Sequence<Int>) throws(StateError) -> [OrderRecord] {
        var records: [OrderRecord] = []
        for place in places { records.append(try OrderRecord(book[place], number: place)) }
        return records
    }

    private func executionRecords(from first: Int) throws(StateError) -> [ExecutionRecord] {
        var records: [ExecutionRecord] = []
        for number in accounts.executions.indices.dropFirst(first) {
            records.append(try ExecutionRecord(accounts.executions[number], number: number))
        }
        return records
    }

    private var accountRecords: [AccountRecord] {
        accounts.all.enumerated().map { number, account in
            AccountRecord(number: number, terms: account.terms, day: account.day.worth)
        }
    }

    /// Returns an account's positions in the wanted contracts.
    private func positionRecords(_ account: SimulatedAccount, _ isWanted: (Int) -> Bool) -> [PositionRecord] {
        account.allPositions.filter { isWanted($0.instrument.conId) }.map { position in
            let dayProfit = account.day.profits[position.instrument.conId]
            return PositionRecord(position, account: account.code, dayProfit: dayProfit)
        }
    }

    private func cashRecords(_ account: SimulatedAccount) -> [CashRecord] {
        account.cashByCurrency.map { CashRecord(account: account.code, cash: $0) }
    }

    private var cashByAccount: [String: [String: Double]] {
        Dictionary(accounts.all.map { ($0.code, $0.cash) }) { _, last in last }
    }

    /// Returns what orders have taken from the current quote; the same for all untouched quotes.
    private func quoteRecord(_ conID: Int) -> QuoteRecord {
        let taken = matching.taken(conID)
        guard let watch = market.watch(conID), watch.nextChange > now, taken.bid > 0 || taken.ask > 0 else {
            return QuoteRecord(conId: conID, until: 0)
        }
        let until = watch.nextChange.nanoseconds
        return QuoteRecord(conId: conID, until: until, taken: taken)
    }
}
