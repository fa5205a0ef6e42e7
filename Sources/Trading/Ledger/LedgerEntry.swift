package import TWSWire

/// What is known of one order; a copy costs little, whatever the order's size.
package struct LedgerEntry: Sendable {
    /// How an order ended.
    package enum Outcome: Sendable, Hashable {
        /// TWS says so, or its executions add up to its quantity.
        case filled
        /// Cancelled; what had been filled stays.
        case cancelled
        /// Refused by TWS or the exchange.
        case rejected
        /// It never left.
        case notSent
    }

    /// An error or notice that TWS sent for the order.
    package struct Notice: Sendable, Hashable {
        /// TWS's code.
        package var code: Int
        /// TWS's text, cut at 2,000 bytes.
        package var message: String
    }

    /// What an orderStatus says of the order's fills.
    package struct Reported: Sendable, Hashable {
        /// How much is filled.
        package var filled: ExactDecimal
        /// How much is not.
        package var remaining: ExactDecimal
        /// Average price of what is filled; 0 before the first fill.
        package var avgFillPrice: Double
    }

    /// The number by which it is known: its order id, or for an order of another client one that no order of this client
    /// can have (``OrderNumber``).
    package let orderId: Int
    /// Its order id on the wire, which counts for its client only; 0 where it has none.
    package let wireId: Int
    /// The client that placed it, if that is another one; `nil` for this client.
    package let otherClient: Int?
    /// Number of the script that placed it; ``OrderLedger/nobody`` for an order of no script of this run.
    package let owner: Int
    /// Whether it was there before this run: in the journal, or at TWS.
    package let isOfBefore: Bool
    /// Whether nothing tells that its bytes ever left.
    package internal(set) var mayBeUnsent = false
    /// Whether a person has freed it: its fate stays open, nothing waits for it any more.
    package internal(set) var isReleased = false
    /// Whether it was looked for at TWS, with all lists complete, and is not there: its bytes never left.
    package internal(set) var isNeverSent = false
    /// Whether TWS has spoken of the order.
    package internal(set) var isAcknowledged = false
    /// Whether the connection was lost before TWS had spoken of it.
    package internal(set) var isUnknown = false
    /// Whether a cancel was sent that TWS has not answered.
    package internal(set) var isCancelPending = false
    /// Whether other terms were sent that TWS has not answered.
    package internal(set) var isModifyPending = false
    /// What the last orderStatus said of fills, which may come before their executions; `nil` before the first.
    package internal(set) var reported: Reported?
    /// Why it is held: `trigger`, `child`, `locate`; empty when it is not.
    package internal(set) var whyHeld = ""
    /// TWS's permanent id; 0 until known.
    package internal(set) var permId = 0
    /// How it ended; `nil` while it may still fill.
    package private(set) var outcome: Outcome?
    /// Executions by first arrival; one per execution, corrections replaced.
    package internal(set) var fills: [Fill] = []
    /// Executions of a combination's legs, likewise; they are not the combination's own.
    package internal(set) var legs: [Fill] = []
    /// Sum of the commissions that have been reported, those of legs included.
    package internal(set) var commission = 0.0

    var sharedContract: Shared<Contract>
    var terms: OrderTerms
    /// TWS's latest word for its state.
    var word = OrderStatus.pendingSubmit
    /// Whether it was refused on this side of the connection.
    var neverLeft = false
    /// The largest quantity it had before a modification that TWS has not confirmed.
    var earlierQuantity: ExactDecimal?
    var noticeLog = NoticeLog()
    /// Sum of the own executions' quantities.
    var executed: ExactDecimal = .zero
    /// Sum of the own executions' values.
    var executedValue = 0.0
    /// Sum of the most that any version of the own executions told: what has come, whatever was corrected.
    var covered: ExactDecimal = .zero
    /// The same of the legs.
    var coveredLegs: ExactDecimal = .zero
    /// How many of the executions, own and of legs, were booked before this run.
    var bookedBefore = (fills: 0, legs: 0)
    /// Executions that have no commission yet and will get one.
    var awaitedCommissions = 0
    /// How often its executions have changed, own and legs'; what a change does not tell of counts for many.
    var edition = 0
    /// Whether an execution came that cannot be booked, so that the alarm is given once.
    var hasUnbookable = false
    /// Units of all legs in one combination; 0 for a single instrument.
    let legUnits: Int
    /// Whether the contract is a combination.
    let isCombination: Bool
    /// The instrument among what works; see ``OpenOrders``.
    var slot: Int32 = 0
    /// What else tells where it counts; `nil` for an order by itself.
    var bonds: OpenOrders.Bonds?

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
        self.otherClient = otherClient
        self.owner = owner
        self.isOfBefore = isOfBefore
        self.sharedContract = contract
        self.terms = terms
        isCombination = contract.value.secType == .combination
        legUnits = contract.value.comboLegs.reduce(0) { $0 &+ max(0, $1.ratio) }
    }

    /// The contract as it was sent, then as TWS reported it.
    package var contract: Contract { sharedContract.value }

    /// The order as it was sent last. Made at every read: keep it where several fields are needed.
    package var order: Order { terms.order }

    /// The order's type, without making the whole order.
    package var orderType: OrderType { terms.orderType }

    /// The reference under which TWS reports it; empty without one.
    package var reference: String { terms.reference }

    /// TWS's status word; `PendingSubmit` until TWS has said one.
    package var status: OrderStatus {
        if isFull { return .filled }
        return neverLeft || isNeverSent ? .inactive : word
    }

    /// The status as scripts and people read it: TWS's word, or what this side knows better.
    package var statusText: String {
        if isUnknown { return "Unknown" }
        if isNeverSent { return "NeverSent" }
        return outcome == .notSent ? "NotSent" : status.text
    }

    /// Errors and notices, oldest first: the first 20 and the last 20. None of them ends the order.
    package var notices: [Notice] { noticeLog.all }

    /// How many errors and notices there were.
    package var noticeCount: Int { noticeLog.count }

    /// The first notice that is no mere advice; what a rejection tells the script.
    package var error: Notice? { noticeLog.error }

    /// Works out how it ended, from TWS's word and the executions alone: the order in which they came is no matter.
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

    /// Whether it is done and every execution that belongs to it has come with its commission.
    package var isSettled: Bool { outcome != nil && awaitedCommissions == 0 && executionsAreComplete }
}
