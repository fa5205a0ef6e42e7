internal import TWSWire

/// Errors, refusals, and orders of which nobody knows what became of them.
extension OrderLedger {
    /// Codes that answer a cancel: cancelled, and no such order, or it cannot be cancelled.
    private static let cancelAnswers: Set<Int> = [135, 161, 202, 10147, 10148]

    mutating func receive(_ error: ServerMessage.Error) -> [LedgerChange] {
        guard let place = entries.place(of: error.reqId) else { return [] }
        let orderId = error.reqId
        let changes = change(place) { entry in
            let notice = LedgerEntry.Notice(code: error.errorCode, message: error.errorString)
            if Self.cancelAnswers.contains(notice.code) { entry.isCancelPending = false }
            if !Self.isAdvisory(notice.code) { entry.isModifyPending = false }
            return [.notice(orderId: orderId, entry.noticeLog.append(notice))]
        }
        guard !entries[place].isAcknowledged, entries[place].outcome == nil, !Self.isAdvisory(error.errorCode) else {
            return changes
        }
        return changes + (suspects.add(orderId) ? [.reconciliationNeeded(orderId: orderId)] : [])
    }

    /// Ends an order that was refused on this side of the connection. One that TWS knows already only gets the notice.
    ///
    /// - Parameters:
    ///   - orderId: the order.
    ///   - code: TWS's code for the same; `nil` where there is none.
    ///   - message: why.
    package mutating func refused(orderId: Int, code: Int?, message: String) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil else { return [] }
        suspects.isAlive(orderId)
        return change(place) { entry in
            entry.neverLeft = !entry.isAcknowledged
            return [.notice(orderId: orderId, entry.noticeLog.append(.init(code: code ?? 0, message: message)))]
        }
    }

    /// Notes that other terms of an order did not leave: only the notice tells, for the terms of before are not kept.
    package mutating func notModified(orderId: Int, message: String) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil else { return [] }
        return change(place) { entry in
            entry.isModifyPending = false
            return [.notice(orderId: orderId, entry.noticeLog.append(.init(code: 0, message: message)))]
        }
    }

    /// Notes that a cancel did not leave: another one may be sent.
    package mutating func cancelNotSent(orderId: Int, message: String) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].isCancelPending else { return [] }
        return change(place) { entry in
            entry.isCancelPending = false
            return [.notice(orderId: orderId, entry.noticeLog.append(.init(code: 0, message: message)))]
        }
    }

    /// Notes that the connection is lost: of orders that TWS has not acknowledged nobody knows whether they work, and
    /// no answer to a cancel is on its way. Those that were not handed over yet have not left.
    package mutating func connectionLost(besides keptBack: Set<Int> = []) -> [LedgerChange] {
        suspects.connectionLost()
        var changes: [LedgerChange] = []
        for place in entries.working {
            changes += entries.update(place) { entry in
                entry.isCancelPending = false
                entry.isModifyPending = false
                guard !entry.isAcknowledged, !entry.isUnknown, !keptBack.contains(entry.orderId) else { return [] }
                entry.isUnknown = true
                return [.unknown(orderId: entry.orderId)]
            }
        }
        return changes
    }

    /// Starts a look at TWS's open orders; call before every `reqOpenOrders` is sent. The next `openOrderEnd` that is
    /// not an earlier one's finishes it.
    package mutating func beginReconciliation() {
        suspects.beginRound()
    }

    /// The list that was announced last could not be asked for.
    package mutating func reconciliationNotSent() {
        suspects.dropRound()
    }

    /// The list of open orders is complete: what had an error before it was asked for and is not in it, was refused.
    mutating func finishReconciliation() -> [LedgerChange] {
        suspects.endRound().flatMap { finding -> [LedgerChange] in
            guard case .refused(let orderId) = finding, let place = entries.place(of: orderId) else { return [] }
            return change(place) { entry in
                if !entry.isAcknowledged { entry.word = .inactive }
                return []
            }
        }
    }
}
