internal import TWSWire

// What both ends of a pair keep, so that an order's terms and its executions cross it once. The one that tells says which
// news is an order's last: then both drop it, so that what the one leaves out the other has.

/// What an order is told from.
enum EntryBasis: UInt8 {
    /// The defaults.
    case nothing
    /// What the script asked for.
    case asked
    /// What was told of it last.
    case known
}

/// What a script in another process was told of its orders.
package struct ToldOrders: Sendable {
    /// Of one order. Its executions are not kept here: a second reference to the list would have it copied at each fill.
    struct Known: Sendable {
        let contract: Shared<Contract>
        let terms: OrderTerms
        fileprivate let fills: Int
        fileprivate let legs: Int
        fileprivate let edition: Int

        /// The places of the executions that are new or other since; `nil` if the changes do not account for all of them.
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

    private var orders: [Int: Known] = [:]

    /// Nothing was told.
    package init() {}

    func known(_ orderId: Int) -> Known? { orders[orderId] }

    /// Notes what was told, where more is to come.
    mutating func note(_ entry: LedgerEntry, isLast: Bool) {
        guard !isLast else {
            orders[entry.orderId] = nil
            return
        }
        orders[entry.orderId] = Known(
            contract: entry.sharedContract,
            terms: entry.terms,
            fills: entry.fills.count,
            legs: entry.legs.count,
            edition: entry.edition
        )
    }
}

/// What the process of a script has heard of its orders.
package struct HeardOrders: Sendable {
    private var orders: [Int: LedgerEntry] = [:]
    /// The orders of late, so that equal ones are kept once.
    var pool = SharedPool<Order>()

    /// Nothing was heard.
    package init() {}

    /// What was heard last; it is to be noted again.
    mutating func take(_ orderId: Int) -> LedgerEntry? { orders.removeValue(forKey: orderId) }

    /// Notes what was heard, where more is to come.
    mutating func note(_ entry: LedgerEntry, isLast: Bool) { orders[entry.orderId] = isLast ? nil : entry }
}
