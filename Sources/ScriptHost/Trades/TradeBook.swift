internal import LuaBridge
internal import ScriptHeader
internal import TWSWire
internal import Trading

/// The script's orders as it sees them: places, modifies and cancels them through the desk, and keeps the desk's
/// reports about each.
final class TradeBook {
    unowned let session: ScriptSession
    /// Unsettled trades, in placement order.
    ///
    /// Like its neighbours without a check for exclusive access: only the session's own thread comes here.
    @exclusivity(unchecked) private var open: [Trade] = []
    /// Every trade of the script in this run, in the order in which they were placed or found.
    @exclusivity(unchecked) private(set) var all: [Trade] = []
    /// Where the trade of each order is in ``all``.
    @exclusivity(unchecked) private var places = OrderTable()
    /// Brackets whose exits may need resizing.
    @exclusivity(unchecked) private var brackets: [Bracket] = []
    /// The orders of `target_position`, by instrument.
    private var targets: [InstrumentKey: [Trade]] = [:]
    private var groups = 0
    /// Counts the changes, so that an idle run can tell whether anything is happening.
    @exclusivity(unchecked) private(set) var changes = 0

    init(session: ScriptSession) { self.session = session }

    /// Orders that may still fill, oldest first.
    var working: [Trade] { open.filter { $0.entry.outcome == nil } }

    /// Orders that keep an idle run alive: unacknowledged ones, those that it has asked to cancel, and unsettled market
    /// orders.
    var unfinished: [Trade] {
        open.removeAll(where: \.isSettled)
        return open.filter { trade in
            if trade.entry.outcome == nil, trade.isCancelling || !trade.entry.isAcknowledged { return true }
            return trade.entry.orderType == .market || trade.entry.outcome != nil
        }
    }

    /// Records that something happened to an order.
    func touch() { changes += 1 }

    /// Returns the trade of an order; `nil` if the script has neither placed nor found it.
    subscript(orderId: Int) -> Trade? { places[orderId].map { all[$0] } }

    private func add(_ trade: Trade) {
        places[trade.orderId] = all.count
        all.append(trade)
    }

    // MARK: Outgoing requests

    /// Places an order, or a parent followed by its children.
    ///
    /// - Returns: `nil` while the desk still needs to learn what TWS knows.
    func place(_ orders: [Intent.NewOrder], function: String, line: Int?) throws(LuaRaise) -> [Trade]? {
        try session.checkOpen(function)
        try session.checkKey(orders, function)
        let loan = try session.vm.borrow(Trade.footprint * orders.count)
        let verdict = session.submit(.place(orders), line: line)
        if case .needs(let need) = verdict { return session.held.wait(for: need) }
        if case .known(let entries) = verdict { return try trades(of: entries) }
        guard case .placed(let entries) = verdict else { throw session.raise(verdict, function: function, line: line) }
        touch()
        if let entry = entries.first { session.placedRecords?.share(entry.contract) }
        let made = entries.map { Trade($0, book: self, loan: loan) }
        for (trade, new) in zip(made, orders) {
            add(trade)
            trade.note(.placed(TradeNote.Terms(new.order)))
        }
        open += made
        return made
    }

    private func trades(of orders: [LedgerSnapshot]) throws(LuaRaise) -> [Trade] {
        var trades: [Trade] = []
        for order in orders { trades.append(try trade(order)) }
        return trades
    }

    /// Returns the trade of an order that may belong to an earlier run; always the same object.
    private func trade(_ order: LedgerSnapshot) throws(LuaRaise) -> Trade {
        if let trade = self[order.value.orderId] {
            trade.snapshot = order
            return trade
        }
        let trade = Trade(order, book: self, loan: try session.vm.borrow(Trade.footprint))
        add(trade)
        return trade
    }

    /// Adopts an order that the host has placed for the script, or one of an earlier run, once it has filled.
    func takeIn(_ order: LedgerSnapshot) {
        guard !order.value.fills.isEmpty, self[order.value.orderId] == nil else { return }
        _ = try? trade(order)
    }

    /// Returns the working orders of the script across all its runs, or those of the account; `nil` as in ``place``.
    func orders(ofAccount: Bool, line: Int?) throws(LuaRaise) -> [Trade]? {
        let verdict = session.submit(.orders(ofAccount: ofAccount), line: line)
        if case .needs(let need) = verdict { return session.held.wait(for: need) }
        guard case .orders(let entries) = verdict else { throw session.raise(verdict, function: "orders", line: line) }
        return try trades(of: entries)
    }

    /// `trade:modify{…}`: gives the order new terms; returns `false` where ``place`` returns `nil`.
    func modify(_ trade: Trade, _ changes: LuaValue, line: Int?) throws(LuaRaise) -> Bool {
        try session.checkOpen("modify")
        if trade.entry.outcome != nil {
            throw LuaRaise(
                code: .name(Obstacle.Code.orderDone.rawValue),
                message: "modify: \(trade.label) is done (\(trade.entry.status))",
                remedy: "place a new order"
            )
        }
        let new: Intent.NewOrder
        do {
            new = try OrderReader(function: "modify").modified(trade.entry, by: changes)
        } catch {
            throw error as? LuaRaise ?? LuaRaise(message: "\(error)")
        }
        let verdict = session.submit(.modify(orderId: trade.orderId, new.order, named: new.named), line: line)
        if case .needs(let need) = verdict { return session.held.wait(for: need) != nil }
        guard case .modified(let order) = verdict else { throw session.raise(verdict, function: "modify", line: line) }
        touch()
        trade.snapshot = order
        trade.note(.modified(TradeNote.Terms(new.order)))
        for bracket in brackets where bracket.parent === trade { bracket.resized() }
        return true
    }

    /// Asks TWS to cancel; ignores an order that is done or already being cancelled.
    func cancel(_ trade: Trade, line: Int?) throws(LuaRaise) {
        guard trade.entry.outcome == nil else { return }
        try note(session.submit(.cancel(orderId: trade.orderId), line: line), function: "cancel", line: line)
    }

    /// Does the same for all working orders of the script or of the account; returns `false` where ``place`` returns
    /// `nil`.
    func cancelAll(ofAccount: Bool, line: Int?) throws(LuaRaise) -> Bool {
        let verdict = session.submit(ofAccount ? .cancelAccount : .cancelAll, line: line)
        if case .needs(let need) = verdict { return session.held.wait(for: need) != nil }
        try note(verdict, function: "cancel_all", line: line)
        return true
    }

    // MARK: Groups, brackets, targets

    /// Returns the name of a new group in which one order cancels the others.
    func nextGroup() -> String {
        groups += 1
        return OrderReference.group(run: session.configuration.run, number: groups)
    }

    /// Puts an order into a group; returns `false` where ``place`` returns `nil`.
    func join(_ trade: Trade, _ group: String, _ type: Int, line: Int?) throws(LuaRaise) -> Bool {
        guard trade.entry.outcome == nil else {
            throw LuaRaise(
                code: .name(Obstacle.Code.orderDone.rawValue),
                message: "oca: \(trade.label) is done (\(trade.entry.status))"
            )
        }
        var order = trade.entry.order
        (order.ocaGroup, order.ocaType) = (group, type)
        let verdict = session.submit(.modify(orderId: trade.orderId, order, named: []), line: line)
        if case .needs = verdict { return false }
        guard case .modified(let order) = verdict else { throw session.raise(verdict, function: "oca", line: line) }
        touch()
        trade.snapshot = order
        return true
    }

    /// Watches a bracket until its exits have the size of what its entry has traded.
    func add(_ bracket: Bracket) {
        brackets.append(bracket)
        bracket.changed()
    }

    /// Passes a change of a trade to its bracket and to what waits for its end.
    func mind(_ trade: Trade) {
        for bracket in brackets where bracket.holds(trade) { bracket.changed() }
        brackets.removeAll(where: \.isSettled)
        if trade.entry.outcome != nil { session.held.retry() }
    }

    /// Returns the working orders of `target_position` in an instrument.
    func approaching(_ contract: Contract) -> [Trade] {
        (targets[InstrumentKey(contract)] ?? []).filter { $0.entry.outcome == nil }
    }

    /// Records an order of `target_position`.
    func approach(_ contract: Contract, by trade: Trade) {
        targets[InstrumentKey(contract)] = approaching(contract) + [trade]
    }

    private func note(_ verdict: Verdict, function: String, line: Int?) throws(LuaRaise) {
        guard case .cancelling(let ids) = verdict else {
            throw session.raise(verdict, function: function, line: line)
        }
        guard !ids.isEmpty else { return }
        touch()
        for id in ids {
            self[id]?.isCancelling = true
            self[id]?.note(.cancelSent)
        }
    }
}
