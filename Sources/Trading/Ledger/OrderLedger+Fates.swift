internal import TWSWire

/// Errors, refusals and orders of unknown fate.
extension OrderLedger {
    /// Codes that answer a cancel: cancelled, no such order, or cannot be cancelled.
    private static let cancelAnswers: Set<Int> = [135, 161, 202, 10147, 10148]

    /// Whether a TWS code answers a cancel, so that nothing more is to come for it.
    package static func answersCancel(_ code: Int) -> Bool { cancelAnswers.contains(code) }

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

    /// Ends an order that was refused on this side of the connection. An order that TWS already knows only gets the
    /// notice.
    ///
    /// - Parameters:
    ///   - orderId: The order.
    ///   - code: TWS's code for the same reason; `nil` if there is none.
    ///   - message: The reason.
    package mutating func refused(orderId: Int, code: Int?, message: String) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil else { return [] }
        suspects.isAlive(orderId)
        return change(place) { entry in
            entry.neverLeft = !entry.isAcknowledged
            return [.notice(orderId: orderId, entry.noticeLog.append(.init(code: code ?? 0, message: message)))]
        }
    }

    /// Records that an order's new terms were not sent. Only the notice reports it, because the previous terms are not
    /// kept.
    package mutating func notModified(orderId: Int, message: String) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].outcome == nil else { return [] }
        return change(place) { entry in
            entry.isModifyPending = false
            return [.notice(orderId: orderId, entry.noticeLog.append(.init(code: 0, message: message)))]
        }
    }

    /// Records that a cancel was not sent, so that another one may be.
    package mutating func cancelNotSent(orderId: Int, message: String) -> [LedgerChange] {
        guard let place = entries.place(of: orderId), entries[place].isCancelPending else { return [] }
        return change(place) { entry in
            entry.isCancelPending = false
            return [.notice(orderId: orderId, entry.noticeLog.append(.init(code: 0, message: message)))]
        }
    }

    /// Records the loss of the connection: the fate of orders that TWS has not acknowledged becomes unknown, and no
    /// answer to a cancel will arrive. Orders that were not yet handed over have not been sent.
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

    /// Starts an inspection of TWS's open orders; call it before every `reqOpenOrders`. The next `openOrderEnd` that
    /// does not belong to an earlier request completes it.
    package mutating func beginReconciliation() {
        suspects.beginRound()
    }

    /// Withdraws the last announced inspection, whose request could not be sent.
    package mutating func reconciliationNotSent() {
        suspects.dropRound()
    }

    /// Completes the list of open orders: an order that had an error before the request and is not listed was refused.
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
