internal import TWSWire

/// One inspection of everything that TWS knows about orders: five requests, each with its end mark, and a shared
/// time-out.
///
/// Without an end mark, what was not listed is unknown, not absent.
package struct ReconciliationRound: Sendable, Hashable {
    /// What is requested.
    package enum Part: String, CaseIterable, Sendable {
        /// The next order id.
        case nextId = "next order id"
        /// Open orders of all clients.
        case openOrders = "open orders"
        /// Executions.
        case executions
        /// Orders that are done.
        case completedOrders = "completed orders"
        /// Positions.
        case positions
    }

    /// Seconds that TWS has for all answers.
    package static let patience = 10.0

    /// When the round ends, complete or not.
    package let deadline: RunInstant
    /// The parts whose end mark has not arrived.
    package private(set) var awaited: Set<Part>
    /// The id of the request for executions.
    let executionsId: Int
    /// The orders that were working when the round started.
    let candidates: Set<Int>
    /// The quantities that TWS has listed.
    var positions: [InstrumentKey: ExactDecimal] = [:]
    /// The instruments of these positions as TWS describes them.
    var contracts: [InstrumentKey: Contract] = [:]
    /// Working orders that TWS has listed and that are not in the book, by number.
    var others: [Int: OtherOrder] = [:]

    init(_ parts: Set<Part>, executionsId: Int, candidates: Set<Int>, at now: RunInstant) {
        deadline = now.adding(Self.patience)
        awaited = parts
        self.executionsId = executionsId
        self.candidates = candidates
    }

    /// Records the end mark of a part.
    mutating func ended(_ part: Part) { awaited.remove(part) }
}
