package import TWSWire

// MARK: Messages that were not sent

extension TradingDesk {
    /// Handles a message that could not be sent.
    package mutating func notSent(_ message: ClientMessage, because reason: String, at now: RunInstant) -> [DeskAction]
    {
        if case .placeOrder(let place) = message { keptBack.remove(place.orderId) }
        switch message {
        case .placeOrder(let place) where place.order.whatIf:
            guard let script = whatIfs.removeValue(forKey: place.orderId) else { return [] }
            return [.tell(script, .requestFailed(id: place.orderId, message: reason))]
        case .placeOrder(let place) where isModification(place):
            return journal(.notModified(orderId: place.orderId, reason: reason), at: now)
                + tell(ledger.notModified(orderId: place.orderId, message: reason), at: now)
        case .placeOrder(let place):
            return journal(.notSent(orderId: place.orderId, reason: reason), at: now)
                + tell(ledger.refused(orderId: place.orderId, code: nil, message: reason), at: now)
                + breakBracket(of: place, at: now)
        case .cancelOrder(let cancel):
            return journal(.notCancelled(orderId: cancel.orderId, reason: reason), at: now)
                + tell(ledger.cancelNotSent(orderId: cancel.orderId, message: reason), at: now)
        case .reqOpenOrders, .reqAllOpenOrders:
            ledger.reconciliationNotSent()
            if !reconciler.openOrders.isEmpty { reconciler.openOrders.removeLast() }
            return []
        default:
            subscriptions.notSent(message)
            guard let id = message.requestId, let route = routes[id: id], route.script != .desk else { return [] }
            return [.tell(route.script, .requestFailed(id: route.local, message: reason))]
        }
    }

    /// Handles an order that was taken back before its bytes reached the socket.
    package mutating func takenBack(orderId: Int, at now: RunInstant) -> [DeskAction] {
        let reason = "it was withdrawn before it was sent"
        return journal(.notSent(orderId: orderId, reason: reason), at: now)
            + tell(ledger.refused(orderId: orderId, code: nil, message: reason), at: now)
    }

    /// Why a message that the desk has made must no longer be sent; `nil` for all others.
    ///
    /// Ask right before sending a message: another message of the same turn may have failed. A modification of an order
    /// that was never sent would place it, and a child cannot work without its parent.
    package func reasonToWithhold(_ message: ClientMessage) -> String? {
        guard case .placeOrder(let place) = message, !place.order.whatIf else { return nil }
        if modifiedEarly[place.orderId] != nil, ledger[place.orderId]?.outcome == .notSent {
            return "the order itself was not sent"
        }
        guard place.order.parentId != 0 else { return nil }
        if ledger[place.order.parentId]?.outcome == .notSent { return "its parent was not sent" }
        if brokenBrackets.contains(place.order.parentId) { return "another order of its bracket was not sent" }
        return nil
    }

    /// Handles a child that could not be sent: its parent, which TWS holds until the last child arrives, must not start
    /// working without it.
    private mutating func breakBracket(of child: ClientMessage.PlaceOrder, at now: RunInstant) -> [DeskAction] {
        guard let parent = ledger[child.order.parentId], parent.outcome == nil,
            brokenBrackets.insert(parent.orderId).inserted
        else { return [] }
        guard parent.owner >= 0 else { return [] }
        return submit(.cancel(orderId: parent.orderId), of: ScriptID(parent.owner), at: now).actions
    }

    /// Whether an order with a message still waiting to be sent cannot have reached TWS.
    func neverLeft(_ orderId: Int) -> Bool {
        guard let entry = ledger[orderId] else { return false }
        return entry.outcome == nil && !entry.isAcknowledged && modifiedEarly[orderId] == nil
    }

    /// Whether the message gives new terms to an order that was already sent.
    private func isModification(_ place: ClientMessage.PlaceOrder) -> Bool {
        if ledger[place.orderId]?.isAcknowledged == true { return true }
        return modifiedEarly[place.orderId].map { $0 != place.order } ?? false
    }
}
