/// Orders that got an error before TWS acknowledged them, and the lists of open orders requested since.
///
/// Lists are answered in the order of the requests; a list requested before the error says nothing.
struct SuspectOrders: Sendable {
    /// The number of lists requested before the error arrived, by order id.
    private var begun: [Int: Int] = [:]
    private var roundsBegun = 0
    private var roundsEnded = 0
    /// The orders reported since the error.
    private var listed: Set<Int> = []

    /// Whether there are none.
    var isEmpty: Bool { begun.isEmpty }

    /// Records an error for an order; returns whether a list must be requested, which is not so if a pending one will
    /// answer.
    mutating func add(_ orderId: Int) -> Bool {
        if begun[orderId] != nil { return roundsEnded == roundsBegun }
        begun[orderId] = roundsBegun
        return true
    }

    /// Records that TWS has reported on an order, or that the order is done.
    mutating func isAlive(_ orderId: Int) {
        if begun[orderId] != nil { listed.insert(orderId) }
    }

    /// Records that a list is about to be requested.
    mutating func beginRound() { roundsBegun += 1 }

    /// Records that the last list could not be requested.
    mutating func dropRound() {
        guard roundsEnded < roundsBegun else { return }
        roundsBegun -= 1
        begun = begun.mapValues { min($0, roundsBegun) }
    }

    /// Completes a list and returns what it says; a list that nobody requested says nothing.
    mutating func endRound() -> [Reconciliation.Finding] {
        guard roundsEnded < roundsBegun else { return [] }
        roundsEnded += 1
        let due = begun.filter { $0.value < roundsEnded }.keys
        let openOrders = Reconciliation.OpenOrders(listed: listed, isComplete: true)
        let findings = Reconciliation.findings(forRefusable: due, in: openOrders)
        for orderId in due { begun[orderId] = nil }
        listed.formIntersection(begun.keys)
        return findings
    }

    /// Discards the pending lists, which will not arrive; the orders stay suspect.
    mutating func connectionLost() {
        let openOrders = Reconciliation.OpenOrders(listed: listed, isComplete: false)
        for case .alive(let orderId) in Reconciliation.findings(forRefusable: begun.keys, in: openOrders) {
            begun[orderId] = nil
        }
        listed = []
        roundsEnded = roundsBegun
    }
}
