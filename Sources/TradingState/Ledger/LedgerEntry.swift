public import TWSWire

/// What is known of one order.
public struct LedgerEntry: Sendable {
    /// How an order ended.
    public enum Outcome: Sendable, Hashable {
        /// Its executions add up to its quantity.
        case filled
        /// Cancelled; what had been filled stays.
        case cancelled
        /// Refused by TWS or the exchange.
        case rejected
    }

    /// An error or notice that TWS sent for the order.
    public struct Notice: Sendable, Hashable {
        /// TWS's code.
        public var code: Int
        /// TWS's text.
        public var message: String
    }

    /// What an orderStatus says of the order's fills.
    public struct Reported: Sendable, Hashable {
        /// How much is filled.
        public var filled: ExactDecimal
        /// How much is not.
        public var remaining: ExactDecimal
    }

    /// Order id of this client.
    public let orderId: Int
    /// The contract as it was sent, then as TWS reported it.
    public internal(set) var contract: Contract
    /// The order as it was sent last, then as TWS reported it.
    public internal(set) var order: Order
    /// TWS's status word; `PendingSubmit` until TWS has said one.
    public internal(set) var status = "PendingSubmit"
    /// Whether TWS has spoken of the order.
    public internal(set) var isAcknowledged = false
    /// What the last orderStatus said of fills, which may come before their executions; `nil` before the first. For
    /// what is filled the executions count.
    public internal(set) var reported: Reported?
    /// Why it is held: `trigger`, `child`, `locate`; empty when it is not.
    public internal(set) var whyHeld = ""
    /// TWS's permanent id; 0 until known.
    public internal(set) var permId = 0
    /// How it ended; `nil` while it may still fill.
    public internal(set) var outcome: Outcome?
    /// Errors and notices, oldest first. None of them ends the order.
    public internal(set) var notices: [Notice] = []
    /// Executions by first arrival; one per execution, corrections replaced.
    public internal(set) var fills: [Fill] = []

    /// Sum of the executions.
    public var filled: ExactDecimal {
        fills.reduce(.zero) { $0 + ($1.execution.shares ?? .zero) }
    }

    /// What is not filled; zero when the quantity is unknown.
    public var remaining: ExactDecimal {
        max(.zero, (order.totalQuantity ?? .zero) - filled)
    }

    /// Average price of the executions, in the contract's currency; `nil` before the first.
    public var avgFillPrice: Double? {
        let quantity = filled.double
        guard quantity > 0 else { return nil }
        return fills.reduce(0) { $0 + $1.execution.price * ($1.execution.shares ?? .zero).double } / quantity
    }

    /// Sum of the commissions that have been reported.
    public var commission: Double {
        fills.reduce(0) { $0 + ($1.commission ?? 0) }
    }

    /// Whether it is done and every execution has its commission.
    public var isSettled: Bool {
        outcome != nil && fills.allSatisfy { $0.commission != nil }
    }

    /// The first notice that is no mere advice; what a rejection tells the script.
    public var error: Notice? {
        notices.first { !OrderLedger.isAdvisory($0.code) }
    }

    init(orderId: Int, contract: Contract, order: Order) {
        self.orderId = orderId
        self.contract = contract
        self.order = order
    }
}
