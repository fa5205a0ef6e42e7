internal import TWSWire

extension TradingDesk {
    /// Judges a script's intent and prepares what is sent.
    ///
    /// - Parameters:
    ///   - script: The script whose intent it is.
    ///   - line: The line of the script, for the journal.
    /// - Returns: The verdict, and the actions to take once the script has continued; none of them happens in between.
    package mutating func submit(
        _ intent: Intent,
        of script: ScriptID,
        line: Int? = nil,
        at now: RunInstant
    ) -> (verdict: Verdict, actions: [DeskAction]) {
        do throws(Stop) {
            switch intent {
            case .place(let orders): return try place(orders, script, line, now)
            case .modify(let orderId, let order, let named): return try modify(orderId, order, named, script, line, now)
            case .cancel(let orderId):
                return try cancel([changeable(watched(orderId, by: script))], script, line, now)
            case .cancelAll:
                let (verdict, actions) = try cancel(ownWorking(script).filter(isChangeable), script, line, now)
                return (verdict, actions + left(ownWorking(script)))
            case .cancelAccount:
                let working = try accountWorking(script, "cancel_all")
                let (verdict, actions) = try cancel(working.filter(isChangeable), script, line, now)
                return (verdict, actions + left(working))
            case .orders(let ofAccount): return try orders(ofAccount, script)
            case .holdings(let contract): return try holdings(contract, script)
            case .prepare(let contracts): return try prepare(contracts, script, now)
            case .whatIf(let order): return try whatIf(order, script)
            case .request(let message, let number): return try request(message, number, script)
            }
        } catch {
            switch error {
            case .denied(let denial):
                let actions = journal(denial, of: intent, script, line, at: now)
                return (.denied(denial), actions + noteDenial(denial, of: script, at: now))
            case .impossible(let obstacle): return (.impossible(obstacle), [])
            case .needs(let need, let actions): return (.needs(need), actions)
            }
        }
    }

    /// Why an intent stops here.
    enum Stop: Error {
        case denied(Denial)
        case impossible(Obstacle)
        case needs(Verdict.Need, [DeskAction] = [])
    }

    // MARK: Orders

    private mutating func place(
        _ orders: [Intent.NewOrder],
        _ script: ScriptID,
        _ line: Int?,
        _ now: RunInstant
    ) throws(Stop) -> (Verdict, [DeskAction]) {
        let (connection, references, known) = try admitted(orders, script)
        if let known { return (.known(known.map(LedgerSnapshot.init)), []) }
        var orders = orders
        // Contracts that share storage compare equal without being examined.
        for place in orders.indices {
            if let known = knowledge.contracts.shared(orders[place].contract) { orders[place].contract = known }
        }
        try learn(orders, script, at: now)
        var (rounded, actions) = try checked(orders, script)
        if let latest = rounded.last { knowledge.contracts.found(plain: latest.contract) }
        let judgement = try judge(rounded, script, at: now)
        if let parent = rounded.first { try learnMargin(parent, script, at: now) }
        let first = try takeOrderIds(orders.count).lowerBound
        note(judgement, script)
        if tally.messagesOfDay == rounded.count { actions += firstOfDay(script) }
        var placed: [LedgerSnapshot] = []
        for (place, new) in rounded.enumerated() {
            let (orderId, reference) = (first + place, references.isEmpty ? nil : references[place])
            var order = addressed(new.order, reference, connection, script)
            if let reference { keyed[reference] = orders[place] }
            let isAlone = OrderReference.isGroup(order.ocaGroup)
            order.transmit = isAlone || place == orders.count - 1
            order.parentId = isAlone || place == 0 ? 0 : first
            ledger.place(orderId: orderId, owner: script.number, contract: new.contract, order: &order)
            if configuration.keepsJournal {
                let intent = JournalRecord.Event.intent(orderId: orderId, contract: new.contract, order: order)
                actions.append(.journal(record(intent, of: script, line: line, at: now)))
            }
            actions.append(.send(Self.message(orderId, new.contract, order)))
            if let order = ledger.snapshot(of: orderId) { placed.append(order) }
        }
        return (.placed(placed), actions)
    }

    // The desk is large, and a function that changes it copies it for each one that only reads it. Hence these are
    // called together.

    /// Checks whether the script may place orders now.
    ///
    /// - Returns: The connection, the references of orders with keys as in ``references(_:_:)``, and the orders that have
    ///   these keys already.
    private func admitted(
        _ orders: [Intent.NewOrder],
        _ script: ScriptID
    ) throws(Stop) -> (connection: Connection, references: [String?], known: [LedgerEntry]?) {
        let connection = try requireConnection(of: script)
        let references = try references(orders, script)
        try checkName(of: script)
        guard isReconciled else { throw .needs(.reconciled) }
        if let known = try known(orders, references) { return (connection, references, known) }
        if let obstacle = restartHold { throw .impossible(obstacle) }
        if let denial = haltDenial(of: orders) { throw .denied(denial) }
        return (connection, references, nil)
    }

    /// Checks each order on its own.
    ///
    /// - Returns: The orders with their prices rounded, and a note for each change, with room for what sends them.
    private func checked(
        _ orders: [Intent.NewOrder],
        _ script: ScriptID
    ) throws(Stop) -> (orders: [Intent.NewOrder], notes: [DeskAction]) {
        var (checked, actions): ([Intent.NewOrder], [DeskAction]) = (orders, [])
        actions.reserveCapacity(2 * orders.count)
        for place in orders.indices {
            guard let (order, notes) = rounded(orders[place]) else { continue }
            checked[place].order = order
            actions += notes
        }
        for new in checked { try check(new, over: Order(), script) }
        if ledger.hasUnknown {
            for new in checked { try checkUnknown(new, script) }
        }
        return (checked, actions)
    }

    private mutating func modify(
        _ orderId: Int,
        _ order: Order,
        _ named: [Int],
        _ script: ScriptID,
        _ line: Int?,
        _ now: RunInstant
    ) throws(Stop) -> (Verdict, [DeskAction]) {
        _ = try requireConnection(of: script)
        let entry = try owned(orderId, by: script)
        _ = try changeable(entry)
        if entry.outcome != nil {
            throw .impossible(Obstacle(.orderDone, "order \(orderId) is done", remedy: "place a new order"))
        }
        if entry.isUnknown || entry.isOfBefore {
            guard isReconciled else { throw .needs(.reconciled) }
        }
        if entry.isUnknown {
            throw .impossible(Obstacle(.orderUnknown, "the fate of order \(orderId) is unknown"))
        }
        if entry.isCancelPending {
            // Taken back before it was sent, it would enter again with the new terms.
            throw .impossible(Obstacle(.orderCancelling, "order \(orderId) is being cancelled"))
        }
        if let denial = haltDenial(of: order, instead: entry) { throw .denied(denial) }
        var new = Intent.NewOrder(contract: entry.contract, order: order, named: named)
        try learn([new], script, at: now)
        var actions: [DeskAction] = []
        if let (order, notes) = rounded(new) { (new.order, actions) = (order, notes) }
        try check(new, over: entry.order, script)
        let judgement = try judge(new, instead: entry, script, at: now)
        var order = new.order
        // A bracket's order was sent to be held; once it is working, TWS would hold its changes.
        if entry.isAcknowledged { order.transmit = true }
        if entry.isAcknowledged, entry.isModifyPending {
            throw .impossible(
                Obstacle(
                    .changeInFlight,
                    "order \(orderId) has other terms on their way that TWS has not answered",
                    remedy: "wait for its status, then modify it again"
                )
            )
        }
        if !entry.isAcknowledged, modifiedEarly[orderId] == nil { modifiedEarly[orderId] = entry.order }
        note(judgement, script)
        ledger.modify(orderId: orderId, order: order)
        actions +=
            journal(
                .modification(orderId: orderId, contract: entry.contract, order: order),
                of: script,
                line: line,
                at: now
            )
            + [.send(Self.message(orderId, entry.contract, order))]
        return (.modified(ledger.snapshot(of: orderId) ?? LedgerSnapshot(entry)), actions)
    }

    /// Cancels orders; without a script, each on behalf of its own script.
    mutating func cancel(
        _ entries: [LedgerEntry],
        _ script: ScriptID?,
        _ line: Int?,
        _ now: RunInstant
    ) throws(Stop) -> (Verdict, [DeskAction]) {
        let wanted = entries.filter { $0.outcome == nil && !$0.isCancelPending }
        guard !wanted.isEmpty else { return (.cancelling([]), []) }
        guard connection != nil else { throw .impossible(Self.noConnection) }
        var actions: [DeskAction] = []
        for entry in wanted {
            let mayWait = neverLeft(entry.orderId) && entry.isAlone
            ledger.cancelRequested(orderId: entry.orderId)
            actions += journal(.cancel(orderId: entry.orderId), of: script, line: line, at: now)
            var cancel = ClientMessage.CancelOrder()
            cancel.orderId = entry.wireId
            let message = ClientMessage.cancelOrder(cancel)
            actions.append(mayWait ? .takeBack(orderId: entry.orderId, orSend: message) : .send(message))
        }
        return (.cancelling(wanted.map(\.orderId)), actions)
    }

    /// Learns everything that a limit order would have to wait for; no order waits for more.
    private mutating func prepare(
        _ contracts: [Contract],
        _ script: ScriptID,
        _ now: RunInstant
    ) throws(Stop) -> (Verdict, [DeskAction]) {
        _ = try requireConnection(of: script)
        guard isReconciled else { throw .needs(.reconciled) }
        var order = Order()
        (order.action, order.totalQuantity, order.orderType, order.lmtPrice) = (.buy, 1, .limit, 1)
        try learn(contracts.map { Intent.NewOrder(contract: $0, order: order, named: []) }, script, at: now)
        return (.requested(id: nil), [])
    }

    private mutating func whatIf(
        _ new: Intent.NewOrder,
        _ script: ScriptID
    ) throws(Stop) -> (Verdict, [DeskAction]) {
        let connection = try requireConnection(of: script)
        try check(new, over: Order(), script)
        let orderId = try takeOrderIds(1).lowerBound
        whatIfs[orderId] = script
        var order = new.order
        (order.account, order.whatIf) = (connection.account, true)
        return (.requested(id: orderId), [.send(Self.message(orderId, new.contract, order))])
    }

    private func check(_ new: Intent.NewOrder, over base: Order, _ script: ScriptID) throws(Stop) {
        var base = base
        if OrderReference.isGroup(new.order.ocaGroup), !new.named.contains(where: Self.isOfGroup) {
            (base.ocaGroup, base.ocaType) = (new.order.ocaGroup, new.order.ocaType)
        }
        if let denial = seats[script.number].gate.check(new, over: base, knowledge) { throw .denied(denial) }
    }

    /// Whether the field at this index belongs to the group that `oca` names, which the host sets itself.
    private static func isOfGroup(_ place: Int) -> Bool { Order.fields[place].name.hasPrefix("oca") }

    /// Returns the order with the fields that only the desk sets.
    mutating func addressed(
        _ order: Order,
        _ reference: String?,
        _ connection: Connection,
        _ script: ScriptID
    ) -> Order {
        let place = script.number
        seats[place].placed += 1
        var order = order
        order.account = connection.account
        order.orderRef = reference ?? OrderReference.text(seats[place].orderPrefix, seats[place].placed)
        return order
    }

    static func message(_ orderId: Int, _ contract: Contract, _ order: Order) -> ClientMessage {
        var place = ClientMessage.PlaceOrder()
        place.orderId = orderId
        place.contract = contract
        place.order = order
        return .placeOrder(place)
    }
}

// MARK: What every intent needs

extension TradingDesk {
    static let noConnection = Obstacle(
        .notConnected,
        "there is no connection to TWS",
        remedy: "place(c, o, {when_connected = 60}) waits that many seconds for one"
    )

    func requireConnection(of script: ScriptID) throws(Stop) -> Connection {
        guard !seats[script.number].isRetired else { throw .impossible(Obstacle(.scriptEnded, "the script is ending")) }
        guard let connection else { throw .impossible(Self.noConnection) }
        return connection
    }

    func owned(_ orderId: Int, by script: ScriptID) throws(Stop) -> LedgerEntry {
        guard let entry = ledger[orderId], entry.owner == script.number else {
            throw .impossible(Obstacle(.unknownOrder, "order \(orderId) is not one of this script"))
        }
        return entry
    }

    mutating func takeOrderIds(_ count: Int) throws(Stop) -> Range<Int> {
        guard let ids = orderIds.take(count) else {
            throw .impossible(
                Obstacle(
                    .orderIdsExhausted,
                    "the order ids of this client have reached \(OrderIds.highest)",
                    remedy: "reset the API order id sequence in TWS (Global Configuration, API, Settings)"
                )
            )
        }
        return ids
    }
}

extension LedgerEntry {
    /// Whether the order is not part of a bracket. Taking back a single part would leave the others without their
    /// parent or without the order that transmits them.
    fileprivate var isAlone: Bool {
        let order = order
        return order.transmit && order.parentId == 0
    }
}
