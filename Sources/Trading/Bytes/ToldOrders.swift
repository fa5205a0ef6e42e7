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

/// The contracts that were told last, in the same order at both ends: one that comes again is told by its place.
struct ToldContracts: Sendable {
    /// How many are looked through; scripts use few contracts at a time.
    private static let reach = 16
    /// The place of none of them.
    static let other: UInt8 = 255

    private var recent: [Shared<Contract>] = []
    private var oldest = 0

    /// Nothing was told.
    init() {}

    /// Where a contract is, if it is the same one and no mere equal.
    func place(of contract: Shared<Contract>) -> UInt8 {
        recent.firstIndex { $0 === contract }.map { UInt8(truncatingIfNeeded: $0) } ?? Self.other
    }

    /// The contract at a place; `nil` where none was told.
    subscript(_ place: UInt8) -> Shared<Contract>? { Int(place) < recent.count ? recent[Int(place)] : nil }

    /// Notes one that is told with all its fields.
    mutating func note(_ contract: Shared<Contract>) {
        if recent.count < Self.reach {
            recent.append(contract)
        } else {
            recent[oldest] = contract
            oldest = (oldest + 1) % Self.reach
        }
    }
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
    var contracts = ToldContracts()

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
    var contracts = ToldContracts()
    /// The orders of late, so that equal ones are kept once.
    var pool = SharedPool<Order>()

    /// Nothing was heard.
    package init() {}

    /// What was heard last; it is to be noted again.
    mutating func take(_ orderId: Int) -> LedgerEntry? { orders.removeValue(forKey: orderId) }

    /// Notes what was heard, where more is to come.
    mutating func note(_ entry: LedgerEntry, isLast: Bool) { orders[entry.orderId] = isLast ? nil : entry }
}
