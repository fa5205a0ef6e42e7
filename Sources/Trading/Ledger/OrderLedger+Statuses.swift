internal import TWSWire

/// What TWS reports about an order's state.
extension OrderLedger {
    mutating func receive(_ status: ServerMessage.OrderStatus) -> [LedgerChange] {
        guard let place = place(orderId: status.orderId, permId: status.permId, reference: "") else { return [] }
        let reported = Self.reported(in: status)
        let changes = setWord(status.status, whyHeld: status.whyHeld, reported: reported, at: place)
        return changes + learn(permId: status.permId, at: place)
    }

    /// What a status reports about the order's fills.
    static func reported(in status: ServerMessage.OrderStatus) -> LedgerEntry.Reported {
        LedgerEntry.Reported(
            filled: status.filled ?? .zero,
            remaining: status.remaining ?? .zero,
            avgFillPrice: Fill.isAmount(status.avgFillPrice) ? status.avgFillPrice : 0
        )
    }

    mutating func receive(_ open: ServerMessage.OpenOrder) -> [LedgerChange] {
        guard !open.order.whatIf,
            let place = place(orderId: open.orderId, permId: open.order.permId, reference: open.order.orderRef)
        else { return [] }
        let contract = contracts.shared(open.contract)
        suspects.isAlive(entries[place].orderId)
        let changes = change(place) { entry in
            entry.take(contract)
            entry.isAcknowledged = true
            entry.isHeardOf()
            entry.isModifyPending = false
            if open.order.totalQuantity == entry.terms.quantity { entry.earlierQuantity = nil }
            return entry.takeRejection(open.orderState)
        }
        return changes + learn(permId: open.order.permId, at: place)
    }

    /// The order for which a message confirms a changed quantity; `nil` for every other message.
    mutating func confirmed(by message: ServerMessage) -> Int? {
        guard case .openOrder(let open) = message, !open.order.whatIf,
            let place = place(orderId: open.orderId, permId: open.order.permId, reference: open.order.orderRef),
            entries[place].earlierQuantity != nil, open.order.totalQuantity == entries[place].terms.quantity
        else { return nil }
        return entries[place].orderId
    }

    mutating func receive(_ completed: ServerMessage.CompletedOrder) -> [LedgerChange] {
        // Completed orders have no order id (reliability: "Order identity").
        let permId = completed.order.permId
        guard let place = place(orderId: 0, permId: permId, reference: completed.order.orderRef) else { return [] }
        let reported = completed.order.filledQuantity.map { filled in
            LedgerEntry.Reported(
                filled: filled,
                remaining: entries[place].reported?.remaining ?? .zero,
                avgFillPrice: entries[place].reported?.avgFillPrice ?? 0
            )
        }
        let changes = setWord(completed.orderState.status, whyHeld: "", reported: reported, at: place)
        return changes + learn(permId: permId, at: place)
    }

    /// Applies TWS's status word unless the order has ended for good; either way, TWS has reported on it.
    private mutating func setWord(
        _ word: OrderStatus,
        whyHeld: String,
        reported: LedgerEntry.Reported?,
        at place: Int
    ) -> [LedgerChange] {
        suspects.isAlive(entries[place].orderId)
        return change(place) { entry in
            let isFirst = !entry.isAcknowledged
            entry.isAcknowledged = true
            entry.isHeardOf()
            // A status in between means that the cancel was refused or crossed it; another cancel may then be sent.
            if word != .pendingCancel { entry.isCancelPending = false }
            if entry.word.allows(word) {
                entry.word = word
                entry.whyHeld = whyHeld
                entry.reported = reported ?? entry.reported
            }
            return isFirst ? [.status(orderId: entry.orderId)] : []
        }
    }

    /// Records a permanent id, and books the executions already reported under it.
    mutating func learn(permId: Int, at place: Int) -> [LedgerChange] {
        guard entries.setPermId(permId, at: place), !earlyExecutions.isEmpty else { return [] }
        return earlyExecutions.takeAll { $0.execution.permId == permId }.flatMap { receive($0) }
    }
}

extension LedgerEntry {
    /// Records that TWS has reported on the order: it exists, whatever was assumed.
    mutating func isHeardOf() {
        isUnknown = false
        neverLeft = false
        isNeverSent = false
        isReleased = false
        mayBeUnsent = false
    }

    /// Takes over the contract that TWS reports; a report without one keeps the contract as sent.
    fileprivate mutating func take(_ contract: Shared<Contract>) {
        guard contract.value.conId != 0 || !contract.value.symbol.isEmpty else { return }
        guard !isCombination || contract.value.comboLegs.count == sharedContract.value.comboLegs.count else { return }
        sharedContract = contract
    }

    /// Records the reason for a rejection, which only `openOrder` contains; the `orderStatus` after every `openOrder`
    /// gives the state.
    fileprivate mutating func takeRejection(_ state: OrderState) -> [LedgerChange] {
        guard state.status == .inactive, !state.rejectReason.isEmpty else { return [] }
        let notice = Notice(code: 201, message: state.rejectReason)
        guard !notices.contains(notice) else { return [] }
        return [.notice(orderId: orderId, noticeLog.append(notice))]
    }
}
