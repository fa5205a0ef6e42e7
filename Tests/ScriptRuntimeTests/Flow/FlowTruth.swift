import TWSWire

@testable import SimExchange

/// What the exchange itself holds of an order, whatever its client was told.
struct FlowTruth {
    private(set) var status: OrderStatus
    private(set) var filled: ExactDecimal
    /// Sum of the commissions of all its executions, those of legs included.
    private(set) var commission = 0.0
    /// Quantity times price of its own executions, corrections applied.
    private(set) var value = 0.0

    private init(_ order: ExchangeSnapshot.Order) { (status, filled) = (order.status, order.filled) }

    /// By order id.
    static func all(in snapshot: ExchangeSnapshot) -> [Int: FlowTruth] {
        var all: [Int: FlowTruth] = [:]
        var combinations: Set<Int> = []
        // What TWS keeps without sending it, such as a bracket's entry that came again after its children were refused, is
        // no order to the ledger.
        for order in snapshot.orders where !order.isHeld {
            all[order.orderId] = FlowTruth(order)
            if order.contract.secType == .combination { combinations.insert(order.orderId) }
        }
        // A correction follows what it corrects, under the same stem: the last one counts.
        let last = Dictionary(snapshot.executions.map { ($0.stem, $0) }) { _, later in later }
        for record in last.values {
            let execution = record.execution
            if !record.isCombination { all[execution.orderId]?.commission += record.commission }
            guard record.isCombination == combinations.contains(execution.orderId) else { continue }
            all[execution.orderId]?.value += (execution.shares ?? .zero).double * execution.price
        }
        return all
    }
}

extension FlowOrder {
    /// What is wrong with the order, going by the exchange; `nil` if it is right.
    func fault(by truth: FlowTruth?) -> String? {
        guard let truth else {
            // The exchange has never taken it: refused by an error, or swallowed on its way.
            return fills.isEmpty && legs.isEmpty && commission == 0 ? nil : "fills of an order that there is not"
        }
        if status != truth.status { return "status \(status), not \(truth.status)" }
        if filled != truth.filled { return "filled \(filled), not \(truth.filled)" }
        if abs(commission - truth.commission) > 1e-6 { return "commission \(commission), not \(truth.commission)" }
        let value = filled.double * (average ?? 0)
        if abs(value - truth.value) > 1e-6 * max(1, abs(value)) { return "value \(value), not \(truth.value)" }
        return outcome != nil && !flags[3] ? "done, and waits for executions or commissions" : nil
    }
}
