package import TWSWire

/// Orders that this run has not placed, and what became of those that TWS does not name.
extension OrderLedger {
    /// An order that was there before this run: in the journal, or at TWS.
    package struct Found: Sendable {
        /// The number by which it is known from now on.
        package var orderId: Int
        /// The client that placed it, if that is another one.
        package var otherClient: Int?
        /// Its order id there; 0 where it has none.
        package var wireId: Int
        /// Number of its script, or ``OrderLedger/nobody``.
        package var owner: Int
        /// What is traded.
        package var contract: Contract
        /// The latest terms that are known.
        package var order: Order
        /// Whether nothing tells that its bytes ever left.
        package var mayBeUnsent = false
    }

    /// Takes in an order of before; one whose number is known already changes nothing.
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

    /// Books what was told of an order in earlier runs: nothing of it is news.
    ///
    /// An order of which nothing was told is of unknown fate from then on.
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

    /// TWS does not name an order that works as far as is known: nobody knows what has become of it.
    mutating func lost(orderId: Int) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil, !entries[place].isUnknown else {
            return []
        }
        return entries.update(place) { entry in
            entry.isUnknown = true
            return [.unknown(orderId: orderId)]
        }
    }

    /// An order was looked for with every list complete, and nothing tells that it ever left: it did not.
    mutating func neverSent(orderId: Int) -> [LedgerChange] {
        end(orderId, "TWS does not know it: it was never sent") { $0.isNeverSent = true }
    }

    /// An order that ended with its day at the latest was looked for with every list complete: what has filled is all.
    mutating func expired(orderId: Int) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil else { return [] }
        return change(place) { entry in
            entry.word = .cancelled
            let notice = LedgerEntry.Notice(code: 0, message: "expired with its day; TWS no longer lists it")
            return [.notice(orderId: orderId, entry.noticeLog.append(notice))]
        }
    }

    /// A person has freed an order of unknown fate.
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

    /// An order of which only executions are known is not open any more: what was executed is all of it.
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

    /// The number of the order that a message is about; `nil` where it is about none that is known.
    func number(orderId: Int, permId: Int, reference: String) -> Int? {
        place(orderId: orderId, permId: permId, reference: reference).map { entries[$0].orderId }
    }
}
