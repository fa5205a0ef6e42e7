internal import TWSWire

extension SimExchange {
    /// Everything that a later `init(configuration:restoring:)` needs to go on from here; costs a copy of all.
    public var state: ExchangeState {
        get throws(StateError) {
            var state = ExchangeState(progress: ExchangeProgress(of: self))
            state.orders = try records(book.orders.indices)
            state.executions = try executionRecords(from: 0)
            state.positions = account.allPositions.map(record)
            state.cash = cashRecords
            state.quotes = watches.keys.sorted().map(quoteRecord).filter { $0.until != 0 }
            for entry in events.pending {
                if let record = try EventRecord(entry) { state.events.append(record) }
            }
            return state
        }
    }

    /// What differs from the state that was taken before; at first all of it.
    ///
    /// The first call makes the exchange note what it changes, so that the later ones cost what has changed and no more.
    /// - Throws: `StateError` for terms that no message can carry, such as a price that is no number.
    public mutating func takeChanges() throws(StateError) -> StateChanges {
        guard let mark else {
            let all = try state
            begin(all)
            return StateChanges(state: all, isComplete: true, isEmpty: false)
        }
        var state = ExchangeState(progress: ExchangeProgress(of: self))
        try takeOrders(&state)
        state.executions = try executionRecords(from: mark.executions)
        state.positions = changedPositions(since: mark, state.executions)
        if account.cash != mark.cash { state.cash = cashRecords }
        let (added, ended) = events.takeLog()
        for entry in added {
            if let record = try EventRecord(entry) { state.events.append(record) }
        }
        let isSame =
            state.orders.isEmpty && state.executions.isEmpty && state.positions.isEmpty && state.cash.isEmpty
            && state.events.isEmpty && ended.isEmpty && mark.progress == state.progress.at(mark.progress.time)
        self.mark?.progress = state.progress
        self.mark?.executions = executions.count
        self.mark?.cash = account.cash
        return StateChanges(state: state, endedEvents: ended, isComplete: false, isEmpty: isSame)
    }

    private mutating func begin(_ all: ExchangeState) {
        var working: [Int: OrderRecord] = [:]
        for order in all.orders where order.completedAt == nil { working[order.number] = order }
        mark = SavedMark(progress: all.progress, executions: executions.count, orders: working, cash: account.cash)
        for quote in all.quotes { mark?.quotes[quote.conId] = quote }
        book.touched = []
        events.beginLog()
    }

    /// The orders that were touched and differ, and what they have taken of quotes.
    private mutating func takeOrders(_ state: inout ExchangeState) throws(StateError) {
        guard let touched = book.touched, !touched.isEmpty else { return }
        book.touched = []
        for record in try records(touched.sorted()) where mark?.orders[record.number] != record {
            mark?.orders[record.number] = record.completedAt == nil ? record : nil
            state.orders.append(record)
        }
        let conIDs = state.orders.flatMap { row in
            let order = book.orders[row.number]
            return [order.instrument.conId] + order.legs.map(\.conID)
        }
        for conID in Set(conIDs).sorted() {
            let record = quoteRecord(conID)
            guard record != mark?.quotes[conID] ?? QuoteRecord(conId: conID, until: 0, bid: 0, ask: 0) else { continue }
            mark?.quotes[conID] = record
            state.quotes.append(record)
        }
    }

    /// The positions that executions concern, or all after a correction and at the beginning of a day.
    private func changedPositions(since mark: SavedMark, _ executions: [ExecutionRecord]) -> [PositionRecord] {
        let isNewDay = mark.progress.dayEnd != day.end.nanoseconds
        guard isNewDay || !executions.isEmpty else { return [] }
        let isAll = isNewDay || executions.contains { !$0.execId.hasSuffix(".01") }
        let conIDs = Set(executions.map(\.conId))
        return account.allPositions.filter { isAll || conIDs.contains($0.instrument.conId) }.map(record)
    }

    private func records(_ places: some Sequence<Int>) throws(StateError) -> [OrderRecord] {
        var records: [OrderRecord] = []
        for place in places { records.append(try OrderRecord(book.orders[place], number: place)) }
        return records
    }

    private func executionRecords(from first: Int) throws(StateError) -> [ExecutionRecord] {
        var records: [ExecutionRecord] = []
        for number in executions.indices.dropFirst(first) {
            records.append(try ExecutionRecord(executions[number], number: number))
        }
        return records
    }

    private func record(_ position: SimulatedPosition) -> PositionRecord {
        PositionRecord(position, dayProfit: day.profits[position.instrument.conId])
    }

    private var cashRecords: [CashRecord] {
        account.currencies.map { CashRecord(currency: $0, amount: account.cash[$0] ?? 0) }
    }

    /// What orders have taken of the present quote; the same for all quotes of which nothing is taken.
    private func quoteRecord(_ conID: Int) -> QuoteRecord {
        guard let watch = watches[conID], watch.taken.bid > 0 || watch.taken.ask > 0 else {
            return QuoteRecord(conId: conID, until: 0, bid: 0, ask: 0)
        }
        let until = watch.nextChange.nanoseconds
        return QuoteRecord(conId: conID, until: until, bid: watch.taken.bid, ask: watch.taken.ask)
    }
}
