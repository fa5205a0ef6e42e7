package import TWSWire

/// An order at some moment; copies share its memory, and with it that of the ledger until the order changes.
package typealias LedgerSnapshot = CopyOnWrite<LedgerEntry>

extension LedgerSnapshot {
    /// The contract as sent and, later, as TWS reports it, without copying the entry.
    package var contract: Contract { value.contract }

    /// The same as that of the entry, without copying it.
    package var isSettled: Bool { value.isSettled }

    /// The same as that of the entry, without copying it.
    package var statusText: String { value.statusText }
}

/// What is known about one order; copying costs little, whatever the order's size, and a ``LedgerSnapshot`` less.
package struct LedgerEntry: Sendable {
    /// How an order ended.
    package enum Outcome: Sendable, Hashable {
        /// TWS reports it as filled, or its executions add up to its quantity.
        case filled
        /// Cancelled; any fills remain.
        case cancelled
        /// Refused by TWS or the exchange.
        case rejected
        /// Never sent.
        case notSent
    }

    /// An error or notice that TWS sent for the order.
    package struct Notice: Sendable, Hashable {
        /// TWS's code.
        package var code: Int
        /// TWS's text, truncated to 2,000 bytes.
        package var message: String
    }

    /// What an `orderStatus` reports about the order's fills.
    package struct Reported: Sendable, Hashable {
        /// The filled quantity.
        package var filled: ExactDecimal
        /// The remaining quantity.
        package var remaining: ExactDecimal
        /// The average price of what has filled; 0 before the first fill.
        package var avgFillPrice: Double
    }

    /// The number that identifies the order: its order id or, for an order of another client, a number that no order of
    /// this client can have (``OrderNumber``).
    package let orderId: Int
    /// The order id on the wire, meaningful only for its own client; 0 if it has none.
    package let wireId: Int
    /// The number of the script that placed it; ``OrderLedger/nobody`` if no script of this run did.
    package let owner: Int
    /// Whether it existed before this run, in the journal or at TWS.
    package let isOfBefore: Bool
    // Small values together, which leaves no room unused between them.

    /// Whether there is no evidence that its bytes were ever sent.
    package internal(set) var mayBeUnsent = false
    /// Whether a person has released it: its fate stays unknown, but nothing waits for it any more.
    package internal(set) var isReleased = false
    /// Whether TWS's complete lists do not contain it, so that its bytes were never sent.
    package internal(set) var isNeverSent = false
    /// Whether TWS has reported on the order.
    package internal(set) var isAcknowledged = false
    /// Whether the connection was lost before TWS reported on it.
    package internal(set) var isUnknown = false
    /// Whether a cancel was sent that TWS has not yet answered.
    package internal(set) var isCancelPending = false
    /// Whether new terms were sent that TWS has not yet answered.
    package internal(set) var isModifyPending = false
    /// Whether it was refused on this side of the connection.
    var neverLeft = false
    /// Whether an execution arrived that cannot be booked, so that the alarm is raised only once.
    var hasUnbookable = false
    /// Whether the contract is a combination.
    let isCombination: Bool
    /// How the order ended; `nil` while it may still fill.
    package private(set) var outcome: Outcome?
    /// The slot of its instrument among the working orders; see ``OpenOrders``.
    var slot: Int32 = 0
    /// The fills in the last `orderStatus`, which may arrive before their executions; `nil` before the first.
    package internal(set) var reported: Reported?
    /// TWS's permanent id; 0 until known.
    package internal(set) var permId = 0
    /// The executions in order of first arrival, one per execution; a correction replaces the original.
    package internal(set) var fills = FillList()
    /// The sum of the reported commissions, including those of legs.
    package internal(set) var commission = 0.0

    var sharedContract: Shared<Contract>
    var terms: OrderTerms
    /// TWS's latest status word.
    var word = OrderStatus.pendingSubmit
    /// What few orders have; `nil` if this one has nothing of it.
    var rarities: CopyOnWrite<Rarities>?
    /// The sum of the quantities of its own executions.
    var executed: ExactDecimal = .zero
    /// The sum of the values of its own executions.
    var executedValue = 0.0
    /// The sum of the largest quantities that any version of its own executions reported, regardless of corrections.
    var covered: ExactDecimal = .zero
    /// The number of executions still waiting for a commission.
    var awaitedCommissions = 0
    /// The number of changes to its executions and those of its legs; a change that is not reported counts as many.
    var edition = 0

    init(
        orderId: Int,
        owner: Int,
        contract: Shared<Contract>,
        terms: OrderTerms,
        otherClient: Int? = nil,
        wireId: Int? = nil,
        isOfBefore: Bool = false
    ) {
        self.orderId = orderId
        self.wireId = wireId ?? orderId
        self.owner = owner
        self.isOfBefore = isOfBefore
        self.sharedContract = contract
        self.terms = terms
        isCombination = contract.value.secType == .combination
        if let otherClient { self.otherClient = otherClient }
    }

    /// The contract as sent and, later, as TWS reports it.
    package var contract: Contract { sharedContract.value }

    /// The order as last sent. Built on every read: store it if you need several fields.
    package var order: Order { terms.order }

    /// The order's type, without building the whole order.
    package var orderType: OrderType { terms.orderType }

    /// Whether the order buys or sells, without building the whole order.
    package var action: OrderAction { terms.common.value.action }

    /// The size, without building the whole order: the quantity, or an amount in the contract's currency; either is
    /// absent if the order has the other.
    package var size: (quantity: ExactDecimal?, cash: Double?) {
        let quantity = terms.quantity.flatMap { $0 == .zero ? nil : $0 }
        return (quantity, quantity == nil ? terms.common.value.cashQty : nil)
    }

    /// The limit or, without one, the stop price, without building the whole order; `nil` if the type has neither.
    package var price: Double? { terms.lmtPrice ?? terms.auxPrice }

    /// The reference under which TWS reports it; empty if there is none.
    @inline(__always)
    package var reference: String { terms.reference }

    /// TWS's status word; `PendingSubmit` until TWS reports one.
    @inline(__always)
    package var status: OrderStatus {
        if isFull { return .filled }
        return neverLeft || isNeverSent ? .inactive : word
    }

    /// The status as scripts and people see it: TWS's word, or what this side knows better.
    @inline(__always)
    package var statusText: String {
        if isUnknown { return "Unknown" }
        if isNeverSent { return "NeverSent" }
        return outcome == .notSent ? "NotSent" : status.text
    }

    /// Errors and notices, oldest first: the first 20 and the last 20. None of them ends the order.
    package var notices: [Notice] { noticeLog.all }

    /// The number of errors and notices.
    package var noticeCount: Int { noticeLog.count }

    /// The first notice that is more than advice; a script sees it as the reason for a rejection.
    package var error: Notice? { noticeLog.error }

    /// Determines how the order ended from TWS's word and the executions alone, in whatever order they arrived.
    mutating func settleOutcome() {
        outcome =
            if isFull || word == .filled {
                .filled
            } else if neverLeft || isNeverSent || isReleased {
                .notSent
            } else if word.isCancelled {
                error?.code == 201 ? .rejected : .cancelled
            } else {
                word == .inactive ? .rejected : nil
            }
    }

    /// Whether it is done and all its executions have arrived with their commissions.
    @inline(__always)
    package var isSettled: Bool { outcome != nil && awaitedCommissions == 0 && executionsAreComplete }
}
