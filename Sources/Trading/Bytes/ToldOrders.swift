internal import TWSWire

// Both ends of a pair keep this state so that an order's terms and executions cross only once. The sender marks an
// order's last report; both ends then drop the order, so that the receiver always has what the sender leaves out.

/// The basis that an order is encoded against.
enum EntryBasis: UInt8 {
    /// The default values.
    case nothing
    /// The script's own request.
    case asked
    /// The previous report.
    case known
}

/// The recently sent contracts, in the same order at both ends: a repeated one is sent as its position.
struct ToldContracts: Sendable {
    /// The number of contracts that are searched; scripts use few at a time.
    private static let reach = 16
    /// The position of a contract that is not among them.
    static let other: UInt8 = 255

    private var recent: [Shared<Contract>] = []
    private var oldest = 0

    /// Creates an empty list.
    init() {}

    /// Returns the position of a contract that is identical, not merely equal.
    func place(of contract: Shared<Contract>) -> UInt8 {
        recent.firstIndex { $0 === contract }.map { UInt8(truncatingIfNeeded: $0) } ?? Self.other
    }

    /// The contract at a position; `nil` if there is none.
    subscript(_ place: UInt8) -> Shared<Contract>? { Int(place) < recent.count ? recent[Int(place)] : nil }

    /// Records a contract that is sent with all its fields.
    mutating func note(_ contract: Shared<Contract>) {
        if recent.count < Self.reach {
            recent.append(contract)
        } else {
            recent[oldest] = contract
            oldest = (oldest + 1) % Self.reach
        }
    }
}

/// What a script in another process has been told about its orders.
package struct ToldOrders: Sendable {
    /// What is known about one order. Its executions are not kept here: a second reference to the list would force a
    /// copy at every fill.
    struct Known: Sendable {
        let contract: Shared<Contract>
        let terms: OrderTerms
        fileprivate let fills: Int
        fileprivate let legs: Int
        fileprivate let edition: Int

        /// The indices of executions that are new or changed since; `nil` if `changes` does not account for all of
        /// them.
        func executions(of entry: LedgerEntry, _ changes: [LedgerChange]) -> (fills: [Int], legs: [Int])? {
            var (fills, legs): (Set<Int>, Set<Int>) = ([], [])
            for change in changes {
                switch change {
                case .fill(_, let index), .corrected(_, let index), .commission(_, let index): fills.insert(index)
                case .leg(_, let index), .legChanged(_, let index): legs.insert(index)
                case .status, .done, .notice, .unknown, .alarm, .reconciliationNeeded: break
                }
            }
            guard entry.edition == edition &+ fills.count &+ legs.count, entry.fills.count >= self.fills,
                entry.legs.count >= self.legs
            else { return nil }
            return (fills.sorted(), legs.sorted())
        }
    }

    /// By reference: large values would move whenever the dictionary grows.
    private var orders: [Int: Shared<Known>] = [:]
    var contracts = ToldContracts()

    /// Creates an empty record.
    package init() {}

    func known(_ orderId: Int) -> Known? { orders[orderId]?.value }

    /// Records what was told; forgets the order after its last report.
    mutating func note(_ entry: LedgerEntry, isLast: Bool) {
        guard !isLast else {
            orders[entry.orderId] = nil
            return
        }
        orders[entry.orderId] = Shared(
            Known(
                contract: entry.sharedContract,
                terms: entry.terms,
                fills: entry.fills.count,
                legs: entry.legs.count,
                edition: entry.edition
            )
        )
    }
}

/// What a script's process has heard about its orders.
package struct HeardOrders: Sendable {
    /// By reference: large values would move whenever the dictionary grows.
    private var orders: [Int: LedgerSnapshot] = [:]
    var contracts = ToldContracts()
    /// Recent orders, pooled so that equal ones share storage.
    var pool = SharedPool<Order>()

    /// Creates an empty record.
    package init() {}

    /// Removes and returns what was last heard; the caller notes the order again.
    mutating func take(_ orderId: Int) -> LedgerEntry? { orders.removeValue(forKey: orderId)?.value }

    /// Records what was heard; forgets the order after its last report.
    mutating func note(_ order: LedgerSnapshot, isLast: Bool) {
        orders[order.value.orderId] = isLast ? nil : order
    }
}
