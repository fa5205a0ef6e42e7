package import TWSWire

/// What is known of one order.
package struct LedgerEntry: Sendable {
    /// How an order ended.
    package enum Outcome: Sendable, Hashable {
        /// Its executions add up to its quantity.
        case filled
        /// Cancelled; what had been filled stays.
        case cancelled
        /// Refused by TWS or the exchange.
        case rejected
    }

    /// An error or notice that TWS sent for the order.
    package struct Notice: Sendable, Hashable {
        /// TWS's code.
        package var code: Int
        /// TWS's text.
        package var message: String
    }

    /// What an orderStatus says of the order's fills.
    package struct Reported: Sendable, Hashable {
        /// How much is filled.
        package var filled: ExactDecimal
        /// How much is not.
        package var remaining: ExactDecimal
    }

    /// Order id of this client.
    package let orderId: Int
    /// The contract as it was sent, then as TWS reported it.
    package internal(set) var contract: Contract
    /// The order as it was sent last, then as TWS reported it.
    package internal(set) var order: Order
    /// TWS's status word; `PendingSubmit` until TWS has said one.
    package internal(set) var status = OrderStatus.pendingSubmit
    /// Whether TWS has spoken of the order.
    package internal(set) var isAcknowledged = false
    /// What the last orderStatus said of fills, which may come before their executions; `nil` before the first. For
    /// what is filled the executions count.
    package internal(set) var reported: Reported?
    /// Why it is held: `trigger`, `child`, `locate`; empty when it is not.
    package internal(set) var whyHeld = ""
    /// TWS's permanent id; 0 until known.
    package internal(set) var permId = 0
    /// How it ended; `nil` while it may still fill.
    package internal(set) var outcome: Outcome?
    /// Errors and notices, oldest first. None of them ends the order.
    package internal(set) var notices: [Notice] = []
    /// Executions by first arrival; one per execution, corrections replaced.
    package internal(set) var fills: [Fill] = []

    /// Sum of the executions.
    package var filled: ExactDecimal {
        fills.reduce(.zero) { $0 + ($1.execution.shares ?? .zero) }
    }

    /// What is not filled; zero when the quantity is unknown.
    package var remaining: ExactDecimal {
        max(.zero, (order.totalQuantity ?? .zero) - filled)
    }

    /// Average price of the executions, in the contract's currency; `nil` before the first.
    package var avgFillPrice: Double? {
        let quantity = filled.double
        guard quantity > 0 else { return nil }
        return fills.reduce(0) { $0 + $1.execution.price * ($1.execution.shares ?? .zero).double } / quantity
    }

    /// Sum of the commissions that have been reported.
    package var commission: Double {
        fills.reduce(0) { $0 + ($1.commission ?? 0) }
    }

    /// Whether it is done and every execution has its commission.
    package var isSettled: Bool {
        outcome != nil && fills.allSatisfy { $0.commission != nil }
    }

    /// The first notice that is no mere advice; what a rejection tells the script.
    package var error: Notice? {
        notices.first { !OrderLedger.isAdvisory($0.code) }
    }

    init(orderId: Int, contract: Contract, order: Order) {
        self.orderId = orderId
        self.contract = contract
        self.order = order
    }
}
