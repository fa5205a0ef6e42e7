/// What TWS's lists say about orders of unknown fate. These functions are pure: they return findings, which the ledger
/// applies.
package enum Reconciliation {
    /// The open orders that TWS has listed so far.
    package struct OpenOrders: Sendable, Hashable {
        /// The ids of the listed orders.
        package var listed: Set<Int>
        /// Whether the end mark has arrived. Without it, an order that is not listed is unknown, not missing.
        package var isComplete: Bool

        /// Creates a list, by default empty and without its end mark.
        package init(listed: Set<Int> = [], isComplete: Bool = false) {
            self.listed = listed
            self.isComplete = isComplete
        }
    }

    /// What happened to an order.
    package enum Finding: Sendable, Hashable {
        /// TWS lists it: it is working.
        case alive(orderId: Int)
        /// TWS refused it: it had an error, and the complete list does not contain it.
        case refused(orderId: Int)
        /// The list is incomplete and does not contain it.
        case unknown(orderId: Int)
        /// It should be working, and no complete list contains it.
        case lost(orderId: Int)
        /// There is no evidence that it was sent, and complete lists do not contain it: it was never sent.
        case neverSent(orderId: Int)
        /// It was good for its day at most, and complete lists do not contain it: it has ended.
        case expired(orderId: Int)
        /// It was sent, and complete lists have not contained it for a minute: only a person can tell.
        case untraced(orderId: Int)
    }

    /// Returns what a list of open orders says about orders that got an error before TWS acknowledged them.
    ///
    /// - Parameters:
    ///   - orderIds: Orders whose error arrived before the list was requested.
    ///   - openOrders: TWS's answer.
    /// - Returns: One finding per order, by ascending id.
    package static func findings(forRefusable orderIds: some Sequence<Int>, in openOrders: OpenOrders) -> [Finding] {
        orderIds.sorted().map { orderId in
            if openOrders.listed.contains(orderId) { return .alive(orderId: orderId) }
            return openOrders.isComplete ? .refused(orderId: orderId) : .unknown(orderId: orderId)
        }
    }
}
