internal import TWSWire

/// One look at everything that TWS knows of orders: five questions, each with its end mark, and a time-out for all.
///
/// Without an end mark what was not told is unknown, not empty.
package struct ReconciliationRound: Sendable, Hashable {
    /// What is asked for.
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

    /// When it ends, complete or not.
    package let deadline: RunInstant
    /// The parts whose end mark has not come.
    package private(set) var awaited: Set<Part>
    /// The request number of the executions.
    let executionsId: Int
    /// Orders that worked when it began.
    let candidates: Set<Int>
    /// Quantities that TWS has listed.
    var positions: [InstrumentKey: ExactDecimal] = [:]
    /// How TWS describes their instruments.
    var contracts: [InstrumentKey: Contract] = [:]
    /// Working orders that TWS has listed and that are not in the book, by number.
    var others: [Int: OtherOrder] = [:]

    init(_ parts: Set<Part>, executionsId: Int, candidates: Set<Int>, at now: RunInstant) {
        deadline = now.adding(Self.patience)
        awaited = parts
        self.executionsId = executionsId
        self.candidates = candidates
    }

    /// The end mark of a part has come.
    mutating func ended(_ part: Part) { awaited.remove(part) }
}
