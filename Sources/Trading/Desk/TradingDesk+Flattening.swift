package import TWSWire

/// The scope of a flatten.
package enum FlattenScope: Sendable, Hashable {
    /// The orders of ibscript across all runs, and the net position that they traded.
    case own
    /// Every order and position of the account.
    case account
    /// The orders of one script and the net position that it traded, in one symbol or, for `nil`, in all.
    case script(ScriptID, symbol: String?)
}

// MARK: Flatten

extension TradingDesk {
    /// Asks TWS again for everything it knows about the account; ``DeskAction/reconciled`` reports when it has been
    /// read.
    package mutating func readAgain(at now: RunInstant) -> [DeskAction] { beginRound(at: now) }

    /// Cancels the working orders in scope one by one, and reports those that this client id cannot cancel.
    package mutating func cancelToFlatten(_ scope: FlattenScope, at now: RunInstant) -> [DeskAction] {
        // Completed closing orders of an earlier flatten no longer matter.
        closing = closing.filter { ledger[$0]?.outcome == nil }
        let wanted = workingToFlatten(scope)
        var actions: [DeskAction] = []
        do throws(Stop) {
            actions += try cancel(wanted.filter(isChangeable), nil, nil, now).1
        } catch {
            return [.note("flatten: nothing can be cancelled now: there is no connection to TWS")]
        }
        actions += left(wanted)
        guard scope == .account else { return actions }
        for other in othersWorking {
            let wireId = OrderNumber.wireId(other.number)
            guard configuration.clientId == 0, wireId > 0, ledger[wireId] == nil else {
                actions.append(.note(Self.unreachable(other)))
                continue
            }
            actions += journal(.cancel(orderId: other.number), at: now)
            var cancel = ClientMessage.CancelOrder()
            cancel.orderId = wireId
            actions.append(.send(.cancelOrder(cancel)))
        }
        return actions
    }

    /// Orders in the book that a flatten must end and that are still working.
    package func workingToFlatten(_ scope: FlattenScope) -> [LedgerEntry] {
        switch scope {
        case .account: ledger.working
        case .own: ledger.working.filter { $0.owner >= 0 || OrderReference($0.reference) != nil }
        case .script(let script, let symbol):
            ownWorking(script).filter { symbol == nil || $0.contract.symbol == symbol }
        }
    }

    /// Whether an order is still working without a pending cancel: TWS refused the cancel, or the cancel crossed a
    /// message from TWS.
    package func hasCrossedCancels(_ scope: FlattenScope) -> Bool {
        workingToFlatten(scope).contains { !$0.isCancelPending && $0.status != .pendingCancel && isChangeable($0) }
    }

    /// Whether TWS has answered every cancel that was sent.
    package func areCancelsAnswered(_ scope: FlattenScope) -> Bool {
        workingToFlatten(scope).allSatisfy { !$0.isCancelPending && $0.status != .pendingCancel }
    }

    /// Closes each position with one market order, which neither the header's limits nor the kill switch holds back. No
    /// order is larger than what TWS reports as held, less what already works on the same side, so that no position is
    /// reversed.
    ///
    /// - Returns: The orders and the actions to take.
    package mutating func close(
        _ positions: [NetPosition],
        of script: ScriptID = ScriptID(0),
        at now: RunInstant
    ) -> (orders: [LedgerEntry], actions: [DeskAction]) {
        guard let connection, !seats.isEmpty else { return ([], []) }
        var orders: [LedgerEntry] = []
        var actions: [DeskAction] = []
        for position in positions where position.quantity != .zero {
            let quantity = closable(position)
            if quantity != position.size { actions.append(.note(shortfall(position, quantity))) }
            guard quantity > .zero, let contract = orderable(position.contract) else { continue }
            guard let orderId = orderIds.take(1)?.lowerBound else { break }
            var order = Order()
            order.action = position.quantity > .zero ? .sell : .buy
            order.totalQuantity = quantity
            order.orderType = .market
            order = addressed(order, nil, connection, script)
            closing.insert(orderId)
            ledger.place(orderId: orderId, owner: script.number, contract: contract, order: order)
            actions += journal(.intent(orderId: orderId, contract: contract, order: order), of: script, at: now)
            var place = ClientMessage.PlaceOrder()
            (place.orderId, place.contract, place.order) = (orderId, contract, order)
            actions.append(.send(.placeOrder(place)))
            if let entry = ledger[orderId] { orders.append(entry) }
        }
        return (orders, actions)
    }

    /// The quantity of a position that may be closed.
    package func closable(_ position: NetPosition) -> ExactDecimal {
        guard orderable(position.contract) != nil else { return .zero }
        let exposure = exposure(in: position.contract)
        let isLong = position.quantity > .zero
        let held = isLong ? exposure.position : .zero - exposure.position
        let free = held - (isLong ? exposure.selling : exposure.buying)
        return max(.zero, min(position.size, free))
    }

    /// Whether the account still holds any of a position.
    package func isHeld(_ position: NetPosition) -> Bool {
        let held = exposure(in: position.contract).position
        return position.quantity > .zero ? held > .zero : held < .zero
    }

    /// The orders that close positions for a flatten.
    package var closingOrders: [LedgerEntry] { closing.sorted().compactMap { ledger[$0] } }

    /// Whether the closing orders are done and the executions of the filled ones are booked; TWS may report Filled
    /// before them.
    package var areClosingOrdersBooked: Bool {
        closingOrders.allSatisfy { $0.outcome != nil && ($0.outcome != .filled || $0.executionsAreComplete) }
    }

    /// The summary of a script, or of all scripts, that counts what closing orders traded against positions from before
    /// this run as closed rather than as an opposite position.
    ///
    /// - Parameter closing: Ids of every flatten order in this run.
    package func summary(of script: ScriptID?, closing: Set<Int>) -> TradingSummary {
        var summary = summary(of: script)
        for entry in closing.sorted().compactMap({ ledger[$0] }) where script.map({ entry.owner == $0.number }) ?? true
        {
            let (name, currency) = (OrderText.shortName(entry.contract), entry.contract.currency)
            let traded = entry.order.action == .sell ? .zero - entry.executed : entry.executed
            guard let place = summary.lines.firstIndex(where: { $0.symbol == name && $0.currency == currency })
            else { continue }
            summary.lines[place].tellClosed(traded)
        }
        return summary
    }

    /// What the script's orders in the book have traded in this run.
    package func positions(of script: ScriptID) -> [NetPosition] {
        ledger.positions.all(of: script.number).filter { $0.quantity != .zero }.map {
            NetPosition(contract: Self.rerouted($0.contract), quantity: $0.quantity)
        }
    }

    /// A contract as reported with a fill, without the fill's exchange where IB routes the orders.
    private static func rerouted(_ contract: Contract) -> Contract {
        guard [.stock, .option, .forex].contains(contract.secType) else { return contract }
        var contract = contract
        contract.exchange = ""
        return contract
    }

    /// What the orders in the book have traded in this run and earlier ones, as far as known here.
    package var ownPositions: [NetPosition] {
        ledger.positions.nets.filter { $0.value != .zero }.sorted { $0.key.text < $1.key.text }.compactMap { key, net in
            let contract =
                ledger.all.last { InstrumentKey($0.contract) == key }?.contract
                ?? ledger.positions.all(of: nil).first { InstrumentKey($0.contract) == key }.map {
                    Self.rerouted($0.contract)
                }
            return contract.map { NetPosition(contract: $0, quantity: net) }
        }
    }

    /// Short descriptions of the account's working orders that are not in the book.
    package var othersText: [String] { othersWorking.map(Self.text) }

    private var othersWorking: [OtherOrder] {
        (reconciler.account?.others.values).map { $0.sorted { $0.number < $1.number } } ?? []
    }

    private static func text(_ other: OtherOrder) -> String {
        let name = other.number < 0 ? "with permId \(other.order.permId)" : OrderNumber.text(other.number)
        return "order \(name) (\(OrderText.terms(other.contract, other.order)))"
    }

    private static func unreachable(_ other: OtherOrder) -> String {
        let how =
            other.number > 0 ? "only client id 0, client id \(other.order.clientId) or TWS" : "only TWS"
        return "\(text(other)) is left working: \(how) can cancel it"
    }

    private func shortfall(_ position: NetPosition, _ quantity: ExactDecimal) -> String {
        let name = InstrumentKey(position.contract).text
        guard orderable(position.contract) != nil else {
            return "\(name): \(position.quantity) is left open: TWS does not say at which exchange; close it there"
        }
        let held = exposure(in: position.contract)
        return "\(name): \(quantity) of \(position.size) is closed: the account holds \(held.position)"
            + (held.buying == .zero && held.selling == .zero ? "" : ", and orders work in it")
    }

    /// The contract with an exchange that accepts orders; TWS lists positions without one.
    private func orderable(_ contract: Contract) -> Contract? {
        guard contract.exchange.isEmpty else { return contract }
        let key = InstrumentKey(contract)
        if let known = ledger.all.last(where: { InstrumentKey($0.contract) == key && !$0.contract.exchange.isEmpty }) {
            return known.contract
        }
        var contract = contract
        switch contract.secType {
        case .stock, .option: contract.exchange = "SMART"
        case .forex: contract.exchange = "IDEALPRO"
        default: return nil
        }
        return contract
    }
}

extension TradingSummary.Line {
    /// Removes from the position what a closing order has traded beyond the run's own position.
    fileprivate mutating func tellClosed(_ traded: ExactDecimal) {
        let isSale = traded < .zero
        guard isSale ? position < .zero : position > .zero else { return }
        let excess = isSale ? max(position, traded) : min(position, traded)
        position = position - excess
        closed = closed - excess
        open = nil
    }
}
