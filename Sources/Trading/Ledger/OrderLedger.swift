package import TWSWire

/// The state of every order of this client, fed with what was placed and with what TWS says.
///
/// Between the session and the script: a handler sees the state that its event made. Fills come from executions only,
/// joined with their commission in either order and counted once; an error code never ends an order.
package struct OrderLedger: Sendable {
    private var entries: [Int: LedgerEntry] = [:]
    private var order: [Int] = []
    /// Order id and position of each execution, by its root.
    private var executions: [String: (orderId: Int, index: Int)] = [:]
    /// Commission reports that came before their execution, by its root.
    private var earlyReports: [String: CommissionAndFeesReport] = [:]
    /// Orders that got an error before an acknowledgement, with whether the running reconciliation has seen them.
    private var suspects: Set<Int> = []
    private var seen: Set<Int>?

    /// An empty ledger.
    package init() {}

    /// All orders, in the order they were placed.
    package var all: [LedgerEntry] { order.compactMap { entries[$0] } }

    /// The order with this id; `nil` when this client has not placed it.
    package subscript(orderId: Int) -> LedgerEntry? { entries[orderId] }

    /// Notes an order that is about to be sent, or its modification.
    package mutating func place(orderId: Int, contract: Contract, order placed: Order) {
        if entries[orderId] == nil {
            entries[orderId] = LedgerEntry(orderId: orderId, contract: contract, order: placed)
            order.append(orderId)
        } else {
            entries[orderId]?.order = placed
        }
    }

    /// Starts a look at TWS's open orders; call before `reqOpenOrders` is sent.
    package mutating func beginReconciliation() {
        seen = []
    }

    /// Takes one message; messages that are not about this client's orders change nothing.
    package mutating func receive(_ message: ServerMessage) -> [LedgerChange] {
        switch message {
        case .orderStatus(let status): receive(status)
        case .openOrder(let open): receive(open)
        case .openOrderEnd: finishReconciliation()
        case .execDetails(let details): receive(details)
        case .commissionAndFeesReport(let report): receive(report)
        case .completedOrder(let completed): receive(completed)
        case .error(let error): receive(error)
        default: []
        }
    }

    /// Whether a code of TWS advises and never refuses: notices, delayed data, presets, warnings about an accepted order.
    ///
    /// Source: protocol, "Error messages"; ib_async keeps orders alive on the same codes.
    package static func isAdvisory(_ code: Int) -> Bool {
        switch code {
        case 2100..<2200, 202, 399, 404, 10167, 10349, 10311, 165, 492: true
        default: false
        }
    }
}

/// A report that may come before its execution.
typealias CommissionAndFeesReport = ServerMessage.CommissionAndFeesReport

// MARK: Status

extension OrderLedger {
    private mutating func receive(_ status: ServerMessage.OrderStatus) -> [LedgerChange] {
        guard entries[status.orderId] != nil else { return [] }
        if status.permId != 0 { entries[status.orderId]?.permId = status.permId }
        entries[status.orderId]?.reported = LedgerEntry.Reported(
            filled: status.filled ?? .zero,
            remaining: status.remaining ?? .zero
        )
        return setStatus(status.status, whyHeld: status.whyHeld, of: status.orderId)
    }

    private mutating func receive(_ open: ServerMessage.OpenOrder) -> [LedgerChange] {
        guard entries[open.orderId] != nil, !open.order.whatIf else { return [] }
        seen?.insert(open.orderId)
        entries[open.orderId]?.contract = open.contract
        if open.order.permId != 0 { entries[open.orderId]?.permId = open.order.permId }
        entries[open.orderId]?.isAcknowledged = true
        suspects.remove(open.orderId)
        // The orderStatus that follows every openOrder tells the state; a rejection's reason stands only here.
        guard open.orderState.status == .inactive, !open.orderState.rejectReason.isEmpty else { return [] }
        let notice = LedgerEntry.Notice(code: 201, message: open.orderState.rejectReason)
        entries[open.orderId]?.notices.append(notice)
        return [.notice(orderId: open.orderId, notice)]
    }

    private mutating func receive(_ completed: ServerMessage.CompletedOrder) -> [LedgerChange] {
        // Completed orders carry no order id: permId is what connects (reliability: "Order identity").
        guard let entry = entries.values.first(where: { $0.permId != 0 && $0.permId == completed.order.permId }) else {
            return []
        }
        return setStatus(completed.orderState.status, whyHeld: "", of: entry.orderId)
    }

    private mutating func setStatus(_ status: OrderStatus, whyHeld: String, of orderId: Int) -> [LedgerChange] {
        guard var entry = entries[orderId] else { return [] }
        seen?.insert(orderId)
        suspects.remove(orderId)
        var changes: [LedgerChange] = []
        if entry.status != status || entry.whyHeld != whyHeld || !entry.isAcknowledged {
            changes.append(.status(orderId: orderId))
        }
        entry.status = status
        entry.whyHeld = whyHeld
        entry.isAcknowledged = true
        let ended = entry.outcome != nil
        switch status {
        case .filled: entry.outcome = .filled
        case .cancelled, .apiCancelled: entry.outcome = entry.error?.code == 201 ? .rejected : .cancelled
        case .inactive: entry.outcome = .rejected
        default:
            // Inactive may be followed by a new status; a full set of executions may not.
            if entry.outcome == .rejected { entry.outcome = nil }
        }
        if !ended, entry.outcome != nil { changes.append(.done(orderId: orderId)) }
        entries[orderId] = entry
        return changes
    }
}

// MARK: Executions

extension OrderLedger {
    private mutating func receive(_ details: ServerMessage.ExecDetails) -> [LedgerChange] {
        let execution = details.execution
        let orderId = execution.orderId
        guard entries[orderId] != nil else { return [] }
        entries[orderId]?.isAcknowledged = true
        suspects.remove(orderId)
        if execution.permId != 0 { entries[orderId]?.permId = execution.permId }
        let root = Fill.root(of: execution.execId)
        if let known = executions[root] {
            return correct(execution, at: known)
        }
        var fill = Fill(execution: execution, contract: details.contract)
        let index = entries[orderId]?.fills.count ?? 0
        executions[root] = (orderId, index)
        var changes: [LedgerChange] = [.fill(orderId: orderId, index: index)]
        if let report = earlyReports.removeValue(forKey: root) {
            apply(report, to: &fill)
            if fill.commission != nil { changes.append(.commission(orderId: orderId, index: index)) }
        }
        entries[orderId]?.fills.append(fill)
        return changes + finishIfFull(orderId)
    }

    private mutating func correct(_ execution: Execution, at place: (orderId: Int, index: Int)) -> [LedgerChange] {
        guard let old = entries[place.orderId]?.fills[place.index].execution,
            Fill.version(of: execution.execId) > Fill.version(of: old.execId)
        else { return [] }
        entries[place.orderId]?.fills[place.index].execution = execution
        return [.corrected(orderId: place.orderId, index: place.index)] + finishIfFull(place.orderId)
    }

    private mutating func finishIfFull(_ orderId: Int) -> [LedgerChange] {
        guard let entry = entries[orderId], entry.outcome == nil, let quantity = entry.order.totalQuantity,
            quantity > .zero, entry.filled >= quantity
        else { return [] }
        entries[orderId]?.outcome = .filled
        guard entry.status != .filled else { return [.done(orderId: orderId)] }
        entries[orderId]?.status = .filled
        return [.status(orderId: orderId), .done(orderId: orderId)]
    }

    private mutating func receive(_ report: CommissionAndFeesReport) -> [LedgerChange] {
        let root = Fill.root(of: report.execId)
        guard let place = executions[root], var fill = entries[place.orderId]?.fills[place.index] else {
            earlyReports[root] = report
            return []
        }
        let before = fill
        apply(report, to: &fill)
        entries[place.orderId]?.fills[place.index] = fill
        // reqExecutions brings every report again.
        return fill == before ? [] : [.commission(orderId: place.orderId, index: place.index)]
    }

    private func apply(_ report: CommissionAndFeesReport, to fill: inout Fill) {
        // -1 and an unset value mean "not yet" (nautilus_trader#4230).
        guard let amount = report.commissionAndFees, amount != -1 else { return }
        fill.commission = amount
        fill.commissionCurrency = report.currency
        fill.realizedPNL = report.realizedPNL
    }
}

// MARK: Errors and reconciliation

extension OrderLedger {
    private mutating func receive(_ error: ServerMessage.Error) -> [LedgerChange] {
        guard let entry = entries[error.reqId] else { return [] }
        let notice = LedgerEntry.Notice(code: error.errorCode, message: error.errorString)
        entries[error.reqId]?.notices.append(notice)
        var changes: [LedgerChange] = [.notice(orderId: error.reqId, notice)]
        if !entry.isAcknowledged, entry.outcome == nil, !Self.isAdvisory(error.errorCode) {
            suspects.insert(error.reqId)
            changes.append(.reconciliationNeeded(orderId: error.reqId))
        }
        return changes
    }

    /// The list of open orders is complete: what had an error and is not in it, was refused.
    private mutating func finishReconciliation() -> [LedgerChange] {
        guard let seen else { return [] }
        self.seen = nil
        var changes: [LedgerChange] = []
        for orderId in suspects.sorted() where !seen.contains(orderId) {
            entries[orderId]?.status = .inactive
            entries[orderId]?.outcome = .rejected
            changes += [.status(orderId: orderId), .done(orderId: orderId)]
        }
        suspects = []
        return changes
    }
}
