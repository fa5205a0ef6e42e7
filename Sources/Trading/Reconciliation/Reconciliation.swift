/// What TWS's lists say about orders whose fate is open. Pure functions: what they find, the ledger carries out.
package enum Reconciliation {
    /// The open orders as far as TWS has listed them.
    package struct OpenOrders: Sendable, Hashable {
        /// Ids of the orders in the list.
        package var listed: Set<Int>
        /// Whether the end mark has come. Without it, what is not listed is unknown, not missing.
        package var isComplete: Bool

        /// Makes a list; empty and without its end mark unless told otherwise.
        package init(listed: Set<Int> = [], isComplete: Bool = false) {
            self.listed = listed
            self.isComplete = isComplete
        }
    }

    /// What became of an order.
    package enum Finding: Sendable, Hashable {
        /// TWS lists it: it works.
        case alive(orderId: Int)
        /// TWS refused it: it had an error, and the complete list does not name it.
        case refused(orderId: Int)
        /// The list is not complete and does not name it.
        case unknown(orderId: Int)
        /// It worked as far as was known, and no complete list names it.
        case lost(orderId: Int)
        /// Nothing tells that it left, and complete lists do not name it: it did not.
        case neverSent(orderId: Int)
        /// It ended with its day at the latest, and complete lists do not name it: it has ended.
        case expired(orderId: Int)
        /// It has left, and for a minute complete lists have not named it: only a person can tell.
        case untraced(orderId: Int)
    }

    /// What a list of open orders says about orders that got an error before TWS acknowledged them.
    ///
    /// - Parameters:
    ///   - orderIds: orders whose error came before the list was asked for.
    ///   - openOrders: what TWS has answered.
    /// - Returns: one finding an order, by rising id.
    package static func findings(forRefusable orderIds: some Sequence<Int>, in openOrders: OpenOrders) -> [Finding] {
        orderIds.sorted().map { orderId in
            if openOrders.listed.contains(orderId) { return .alive(orderId: orderId) }
            return openOrders.isComplete ? .refused(orderId: orderId) : .unknown(orderId: orderId)
        }
    }
}
