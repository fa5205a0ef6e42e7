package import TWSWire

/// The state of every order of this client, derived from what was placed and what TWS reports.
///
/// The ledger sits between the desk and TWS: whoever hears of an event sees the state that it produced. Fills come from
/// executions only, combined with their commissions in either order and counted once; an error code never ends an
/// order. The final state depends on what was reported, not on the order in which it arrived.
package struct OrderLedger: Sendable {
    /// The largest number of unmatched reports kept, for each kind.
    private static let mostEarly = 1_000

    /// The positions that result from the fills, by script and instrument.
    package internal(set) var positions = Positions()

    var entries = LedgerStore()
    var contracts = SharedPool<Contract>()
    var commonTerms = SharedPool<Order>()
    /// The location of each execution, by its root.
    var executions = SpreadIndex<String, ExecutionPlace>()
    /// Commission reports that arrived before their execution, by root.
    var earlyReports = BoundedMemory<String, CommissionAndFeesReport>(limit: mostEarly)
    /// Executions of unknown orders, by root.
    var earlyExecutions = BoundedMemory<String, ServerMessage.ExecDetails>(limit: mostEarly)
    /// Orders whose fate the list of open orders will tell.
    var suspects = SuspectOrders()

    /// Whether the reports of earlier runs are being booked again.
    var isReplaying = false

    /// Represents the script of orders that no script of this run placed.
    package static let nobody = -1

    /// The location of an execution: in the fills or the legs of an entry.
    struct ExecutionPlace: Sendable {
        let entry: Int32
        let index: Int32
        let isLeg: Bool
    }

    /// Creates an empty ledger.
    package init() {}

    /// All orders in placement order.
    package var all: [LedgerEntry] { (0..<entries.count).map { entries[$0] } }

    /// The order with this id; `nil` if this client did not place it.
    package subscript(orderId: Int) -> LedgerEntry? { entries.place(of: orderId).map { entries[$0] } }

    /// Returns the number of the script that placed an order; `nil` if this client did not place it.
    func owner(of orderId: Int) -> Int? { entries.place(of: orderId).map { entries[$0].owner } }

    /// Returns the order with this id as it now is; `nil` if this client did not place it.
    package func snapshot(of orderId: Int) -> LedgerSnapshot? {
        entries.place(of: orderId).map { entries.snapshot($0) }
    }

    /// Returns the order with TWS's permanent id.
    package func entry(permId: Int) -> LedgerEntry? { entries.place(ofPermId: permId).map { entries[$0] } }

    /// Returns the order with a reference, which ends with a dot and to which TWS may have appended text.
    package func entry(reference: String) -> LedgerEntry? {
        entries.place(ofReference: reference).map { entries[$0] }
    }

    /// Returns a script's orders that may still fill, including those of unknown fate, oldest first.
    package func working(of owner: Int) -> [LedgerEntry] {
        entries.working.lazy.map { entries[$0] }.filter { $0.owner == owner }
    }

    /// All orders that may still fill, including those of unknown fate, oldest first.
    package var working: [LedgerEntry] { entries.working.map { entries[$0] } }

    /// Whether the fate of any order is unknown.
    package var hasUnknown: Bool { entries.unknownCount > 0 }

    /// The number of reports waiting for their execution or order, and of those dropped to limit memory.
    package var early: (kept: Int, dropped: Int) {
        (earlyReports.count + earlyExecutions.count, earlyReports.dropped + earlyExecutions.dropped)
    }

    /// Records an order that is about to be sent; an id that is already known counts as a modification.
    ///
    /// - Parameter owner: The number of the script.
    package mutating func place(orderId: Int, owner: Int, contract: Contract, order: Order) {
        var order = order
        place(orderId: orderId, owner: owner, contract: contract, order: &order)
    }

    /// Does the same without copying the order, which is the same afterwards.
    mutating func place(orderId: Int, owner: Int, contract: Contract, order: inout Order) {
        guard entries.place(of: orderId) == nil else { return modify(orderId: orderId, order: order) }
        let terms = OrderTerms(&order, sharing: &commonTerms)
        let contract = contracts.shared(contract)
        entries.append(LedgerEntry(orderId: orderId, owner: owner, contract: contract, terms: terms))
    }

    /// Records new terms of an order that are about to be sent; an unknown id changes nothing.
    package mutating func modify(orderId: Int, order: Order) {
        guard let place = entries.place(of: orderId) else { return }
        let terms = OrderTerms(order, sharing: &commonTerms)
        entries.update(place) { entry in
            if terms.quantity != entry.terms.quantity { entry.earlierQuantity = entry.fullQuantity }
            entry.terms = terms
            entry.isModifyPending = entry.isAcknowledged
        }
    }

    /// Records a cancel that is about to be sent.
    package mutating func cancelRequested(orderId: Int) {
        guard let place = entries.place(of: orderId) else { return }
        entries.update(place) { $0.isCancelPending = $0.outcome == nil }
    }

    /// Processes one message; messages that are not about this client's orders change nothing.
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

    /// Whether a TWS code only advises and never refuses: notices, delayed data, presets, warnings about an accepted
    /// order.
    ///
    /// Source: protocol, "Error messages"; ib_async keeps orders alive on the same codes.
    package static func isAdvisory(_ code: Int) -> Bool {
        2100..<2200 ~= code || ErrorCode.of(code)?.kind == .notice
    }

    /// The entry that a report is about: the one with its order id, unless the permanent id or reference shows that it
    /// belongs to another order, which is then found by these.
    func place(orderId: Int, permId: Int, reference: String) -> Int? {
        if let place = entries.place(of: orderId), entries[place].agrees(permId: permId, reference: reference) {
            return place
        }
        if let place = entries.place(ofPermId: permId) { return place }
        guard let place = entries.place(ofReference: reference),
            entries[place].agrees(permId: permId, reference: reference)
        else { return nil }
        return place
    }

    /// Changes an entry; besides what `body` returns, reports the effects on its status and its end.
    mutating func change(_ place: Int, _ body: (inout LedgerEntry) -> [LedgerChange]) -> [LedgerChange] {
        entries.update(place) { entry in
            let (status, whyHeld, wasUnknown) = (entry.status, entry.whyHeld, entry.isUnknown)
            let wasDone = entry.outcome != nil
            var changes = body(&entry)
            entry.settleOutcome()
            let isOther = entry.status != status || entry.whyHeld != whyHeld || (wasUnknown && !entry.isUnknown)
            if isOther, changes.last != .status(orderId: entry.orderId) {
                changes.append(.status(orderId: entry.orderId))
            }
            if entry.outcome != nil {
                entry.isCancelPending = false
                entry.isModifyPending = false
                entry.isUnknown = false
                if !wasDone { changes.append(.done(orderId: entry.orderId)) }
            }
            return changes
        }
    }
}

/// A report that may arrive before its execution.
typealias CommissionAndFeesReport = ServerMessage.CommissionAndFeesReport

extension LedgerEntry {
    /// Whether everything that a report names agrees with its being about this order; 0 and an empty text name nothing.
    @inline(__always)
    func agrees(permId other: Int, reference text: String) -> Bool {
        if permId != 0, other != 0 { return permId == other }
        return reference.isEmpty || text.isEmpty || text.hasPrefix(reference)
    }
}
