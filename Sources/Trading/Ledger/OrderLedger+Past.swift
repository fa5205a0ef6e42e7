package import TWSWire

/// Orders that this run did not place, and the fate of those that TWS does not list.
extension OrderLedger {
    /// An order that existed before this run, in the journal or at TWS.
    package struct Found: Sendable {
        /// The number that identifies it from now on.
        package var orderId: Int
        /// The client that placed it, if that is another one.
        package var otherClient: Int?
        /// Its order id there; 0 if it has none.
        package var wireId: Int
        /// The number of its script, or ``OrderLedger/nobody``.
        package var owner: Int
        /// The contract to trade.
        package var contract: Contract
        /// The latest known terms.
        package var order: Order
        /// Whether there is no evidence that its bytes were ever sent.
        package var mayBeUnsent = false
    }

    /// Adds an earlier order; a number that is already known changes nothing.
    mutating func take(_ found: Found) {
        guard found.orderId != 0, entries.place(of: found.orderId) == nil else { return }
        var entry = LedgerEntry(
            orderId: found.orderId,
            owner: found.owner,
            contract: contracts.shared(found.contract),
            terms: OrderTerms(found.order, sharing: &commonTerms),
            otherClient: found.otherClient,
            wireId: found.wireId,
            isOfBefore: true
        )
        entry.mayBeUnsent = found.mayBeUnsent
        entry.permId = found.order.permId
        entries.append(entry)
    }

    /// Books what earlier runs heard about an order, without reporting it as news.
    ///
    /// If nothing was heard about the order, its fate becomes unknown.
    mutating func replay(_ messages: [ServerMessage], of orderId: Int) {
        isReplaying = true
        for message in messages { _ = receive(message) }
        isReplaying = false
        guard let place = entries.place(of: orderId) else { return }
        entries.update(place) { entry in
            entry.bookedBefore = (entry.fills.count, entry.legs.count)
            entry.isUnknown = !entry.isAcknowledged && entry.outcome == nil
        }
    }

    /// Records that TWS does not list an order that should be working: its fate becomes unknown.
    mutating func lost(orderId: Int) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil, !entries[place].isUnknown else {
            return []
        }
        return entries.update(place) { entry in
            entry.isUnknown = true
            return [.unknown(orderId: orderId)]
        }
    }

    /// Records that an order that may be unsent is missing from every complete list: it was never sent.
    mutating func neverSent(orderId: Int) -> [LedgerChange] {
        end(orderId, "TWS does not know it: it was never sent") { $0.isNeverSent = true }
    }

    /// Records that an order that expired at the latest with its day is missing from every complete list: its fills are
    /// final.
    mutating func expired(orderId: Int) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil else { return [] }
        return change(place) { entry in
            entry.word = .cancelled
            let notice = LedgerEntry.Notice(code: 0, message: "expired with its day; TWS no longer lists it")
            return [.notice(orderId: orderId, entry.noticeLog.append(notice))]
        }
    }

    /// Records that a person has released an order of unknown fate.
    mutating func released(orderId: Int) -> [LedgerChange] {
        end(orderId, "it was released: it is no longer awaited") { $0.isReleased = true }
    }

    private mutating func end(
        _ orderId: Int,
        _ message: String,
        _ body: (inout LedgerEntry) -> Void
    ) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil, entries[place].isUnknown else {
            return []
        }
        return change(place) { entry in
            body(&entry)
            entry.isUnknown = false
            return [.notice(orderId: orderId, entry.noticeLog.append(.init(code: 0, message: message)))]
        }
    }

    /// Closes an order that is known only from its executions and is no longer open: the executed quantity is all of
    /// it.
    mutating func closeAtExecuted(orderId: Int) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].terms.quantity ?? .zero == .zero,
            !entries[place].terms.isByCash, entries[place].executed > .zero
        else { return [] }
        var order = entries[place].order
        order.totalQuantity = entries[place].executed
        let terms = OrderTerms(order, sharing: &commonTerms)
        return change(place) { entry in
            entry.terms = terms
            return []
        }
    }

    /// The number of the order that a message is about; `nil` if it is about no known order.
    func number(orderId: Int, permId: Int, reference: String) -> Int? {
        place(orderId: orderId, permId: permId, reference: reference).map { entries[$0].orderId }
    }
}
