internal import TWSWire

// MARK: Orders that this run did not place

extension TradingDesk {
    /// Loads what the journal reports; call it before the first connection.
    package mutating func load(_ history: JournalHistory) { self.history = history }

    /// Books the orders of earlier runs and avoids every id already used.
    mutating func restore(at now: RunInstant) -> [DeskAction] {
        var actions: [DeskAction] = []
        if let highest = history.highestOrderId[configuration.clientId] { orderIds.see(highest) }
        for past in history.orders {
            let owner = seats.firstIndex { $0.name == past.scriptName } ?? OrderLedger.nobody
            let isOther = past.clientId != configuration.clientId
            if !isOther { orderIds.see(past.orderId) }
            let number = OrderNumber.number(
                clientId: past.clientId,
                orderId: past.orderId,
                permId: 0,
                own: configuration.clientId
            )
            var order = past.order
            if order.orderRef.isEmpty { order.orderRef = past.reference }
            ledger.take(
                OrderLedger.Found(
                    orderId: number,
                    otherClient: isOther ? past.clientId : nil,
                    wireId: past.orderId,
                    owner: owner,
                    contract: past.contract,
                    order: order,
                    mayBeUnsent: !past.wasSent
                )
            )
            firstTerms[order.orderRef] = past.firstOrder
            if past.firstOrder.tif.endsWithDay { pastDays[number] = TradingDay.day(ofPlacing: past.placed) }
            for case .execDetails(let details) in past.messages { reconciler.executions.take(details) }
            ledger.replay(past.messages.map { numbered($0) }, of: number)
            if past.hasExpired { _ = ledger.expired(orderId: number) }
            if past.isReleased {
                _ = ledger.lost(orderId: number)
                _ = ledger.released(orderId: number)
            }
            actions += journal(.adopted(orderId: number, reference: order.orderRef), at: now)
        }
        history.orders = []
        restoreDay(at: now)
        return actions
    }

    /// Adopts an order that a message reports and that is not in the book, if it concerns a script of this run: the
    /// order has the script's key, or the script watches the account.
    mutating func adopt(_ message: ServerMessage, at now: RunInstant) -> [DeskAction] {
        switch message {
        case .openOrder(let open) where !open.order.whatIf:
            return adopt(
                open.contract,
                open.order,
                open.orderId,
                isWorking: !open.orderState.status.isFinal,
                isListed: true,
                at: now
            )
        case .completedOrder(let completed):
            var order = completed.order
            order.totalQuantity = order.totalQuantity == .zero ? order.filledQuantity : order.totalQuantity
            return adopt(completed.contract, order, 0, isWorking: false, isListed: false, at: now)
        case .execDetails(let details):
            let execution = details.execution
            guard details.contract.secType != .combination, !execution.orderRef.isEmpty,
                ledger.number(
                    orderId: execution.orderId,
                    permId: execution.permId,
                    reference: execution.orderRef
                ) == nil
            else { return [] }
            var order = Order()
            order.action = execution.side == .sold ? .sell : .buy
            order.orderRef = execution.orderRef
            (order.account, order.clientId) = (execution.acctNumber, execution.clientId)
            order.permId = execution.permId
            return adopt(details.contract, order, execution.orderId, isWorking: false, isListed: false, at: now)
        default: return []
        }
    }

    private mutating func adopt(
        _ contract: Contract,
        _ order: Order,
        _ number: Int,
        isWorking: Bool,
        isListed: Bool,
        at now: RunInstant
    ) -> [DeskAction] {
        guard let connection, order.account.isEmpty || order.account == connection.account,
            ledger.number(orderId: number, permId: order.permId, reference: order.orderRef) == nil
        else { return [] }
        let twin = isWorking ? ledger.entry(reference: order.orderRef).flatMap { $0.outcome == nil ? $0 : nil } : nil
        guard let owner = twin?.owner ?? owner(ofReference: order.orderRef) ?? watched(isListed) else {
            if isWorking { return show(contract, order, number) }
            return []
        }
        var order = order
        // TWS may have appended text.
        if let reference = OrderReference(order.orderRef) { order.orderRef = reference.description }
        let wireId = OrderNumber.isForeign(number) ? OrderNumber.wireId(number) : number
        let free = number != 0 && ledger[number] == nil
        let identity = free ? number : OrderNumber.number(clientId: -1, orderId: 0, permId: order.permId, own: 0)
        ledger.take(
            OrderLedger.Found(
                orderId: identity,
                otherClient: order.clientId == configuration.clientId ? nil : order.clientId,
                wireId: wireId,
                owner: owner,
                contract: contract,
                order: order
            )
        )
        let taken = journal(.adopted(orderId: identity, reference: order.orderRef), at: now)
        guard let twin else { return taken }
        return taken + alarm(over: twin, order.permId, isTellable: free && twin.wireId != wireId, identity, at: now)
    }

    /// Raises an alarm because two live orders have the same reference: a modification was taken for a new order.
    private mutating func alarm(
        over twin: LedgerEntry,
        _ permId: Int,
        isTellable: Bool,
        _ number: Int,
        at now: RunInstant
    ) -> [DeskAction] {
        let newer = permId > twin.permId ? permId : twin.permId
        let how =
            isTellable
            ? "cancel order \(OrderNumber.text(permId > twin.permId ? number : twin.orderId)), the newer: orders() gives it"
            : "both have order id \(twin.wireId), so cancel the newer, permId \(newer), in TWS"
        let text = "two live orders have the reference \(twin.reference), permId \(twin.permId) and \(permId); \(how)"
        return journal(.alarm(text, orderId: twin.orderId), at: now)
            + closeSwitch(because: "two live orders have the reference \(twin.reference)", at: now)
            + [.alarm(text, orderId: twin.orderId)]
    }

    /// The script whose key a reference names.
    private func owner(ofReference text: String) -> Int? {
        guard case .key(_, let digits)? = OrderReference(text)?.kind else { return nil }
        return seats.firstIndex { $0.digits == digits }
    }

    /// The owner for orders of others, which are adopted if a script may act on the whole account; otherwise `nil`.
    private func watched(_ isListed: Bool) -> Int? {
        isListed && seats.contains { $0.watchesAccount } ? OrderLedger.nobody : nil
    }

    /// Shows an order of others once; it is never touched.
    private mutating func show(_ contract: Contract, _ order: Order, _ number: Int) -> [DeskAction] {
        guard reconciler.round != nil, reconciler.shown.count < 1_000, reconciler.shown.insert(order.permId).inserted
        else { return [] }
        let place = number == 0 ? "with permId \(order.permId)" : OrderNumber.text(number)
        return [
            .note(
                "left alone, because this script did not place it: order \(place), \(OrderText.terms(contract, order))"
            )
        ]
    }

    /// The message with the number by which the desk knows the order.
    mutating func numbered(_ message: ServerMessage) -> ServerMessage {
        let own = configuration.clientId
        switch message {
        case .orderStatus(var status) where status.clientId != own:
            status.orderId = OrderNumber.number(
                clientId: status.clientId,
                orderId: status.orderId,
                permId: status.permId,
                own: own
            )
            return .orderStatus(status)
        case .openOrder(var open) where open.order.clientId != own:
            open.orderId = OrderNumber.number(
                clientId: open.order.clientId,
                orderId: open.orderId,
                permId: open.order.permId,
                own: own
            )
            return .openOrder(open)
        case .execDetails(var details) where details.execution.clientId != own:
            details.execution.orderId = OrderNumber.number(
                clientId: details.execution.clientId,
                orderId: details.execution.orderId,
                permId: details.execution.permId,
                own: own
            )
            return .execDetails(details)
        default: return message
        }
    }
}
