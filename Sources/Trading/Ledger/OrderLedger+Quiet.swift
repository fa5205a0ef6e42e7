internal import TWSWire

/// Reports that change nothing anybody hears of: the second and third openOrder of an order, and the status that follows
/// what its executions have said already.
extension OrderLedger {
    /// Books a report if it changes nothing but what only the ledger keeps; otherwise, it must be received as usual.
    ///
    /// - Returns: Whether it was booked; ``receive(_:)`` would then have returned no changes.
    mutating func takeQuietly(_ open: ServerMessage.OpenOrder) -> Bool {
        guard open.orderState.rejectReason.isEmpty,
            let place = quietPlace(of: open.orderId, permId: open.order.permId, reference: open.order.orderRef),
            !entries[place].isModifyPending, entries[place].earlierQuantity == nil
        else { return false }
        if entries[place].isAcknowledged, entries[place].permId == open.order.permId,
            entries[place].sharedContract.value == open.contract
        {
            return true
        }
        return receive(open).isEmpty
    }

    /// The same for a status.
    mutating func takeQuietly(_ status: ServerMessage.OrderStatus) -> Bool {
        guard let place = quietPlace(of: status.orderId, permId: status.permId, reference: ""),
            entries[place].isAcknowledged, entries[place].permId == status.permId, !entries[place].isCancelPending,
            entries[place].whyHeld == status.whyHeld
        else { return false }
        let isKnown = entries[place].word == status.status
        if isKnown, entries[place].reported == Self.reported(in: status) { return true }
        guard isKnown || entries[place].hasFilled(with: status.status) else { return false }
        return receive(status).isEmpty
    }

    /// Does the same for an order that is reported as filled by openOrder and, with this, by orderStatus, both twice.
    mutating func takeQuietly(
        filled status: ServerMessage.OrderStatus,
        of contract: Contract,
        reference: String
    ) -> Bool {
        guard let place = quietPlace(of: status.orderId, permId: status.permId, reference: reference),
            !entries[place].isModifyPending, entries[place].earlierQuantity == nil, entries[place].isAcknowledged,
            entries[place].permId == status.permId, entries[place].sharedContract.value == contract
        else { return false }
        return takeQuietly(status)
    }

    /// The entry of an order about whose existence nothing is in doubt.
    private func quietPlace(of orderId: Int, permId: Int, reference: String) -> Int? {
        guard permId != 0, suspects.isEmpty, earlyExecutions.isEmpty, let place = entries.place(of: orderId),
            entries[place].agrees(permId: permId, reference: reference), entries[place].isCertain
        else { return nil }
        return place
    }
}

extension LedgerEntry {
    /// Whether the executions have ended the order as filled before this status says so.
    @inline(__always)
    fileprivate func hasFilled(with word: OrderStatus) -> Bool { word == .filled && outcome == .filled && isFull }

    /// Whether nothing is in doubt that a report would settle.
    @inline(__always)
    fileprivate var isCertain: Bool {
        !(isUnknown || neverLeft || isNeverSent || isReleased || mayBeUnsent)
    }
}
