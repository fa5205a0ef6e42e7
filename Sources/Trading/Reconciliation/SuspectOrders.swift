/// Orders that got an error before TWS acknowledged them, and the lists of open orders that were asked for since.
///
/// Lists are answered in the order they were asked for; one that was asked for before the error says nothing.
struct SuspectOrders: Sendable {
    /// How many lists had been asked for when the error came, by order id.
    private var begun: [Int: Int] = [:]
    private var roundsBegun = 0
    private var roundsEnded = 0
    /// What came of the orders since the error.
    private var listed: Set<Int> = []

    /// An order got an error; tells whether a list is to be asked for: not while one is on its way that will tell.
    mutating func add(_ orderId: Int) -> Bool {
        if begun[orderId] != nil { return roundsEnded == roundsBegun }
        begun[orderId] = roundsBegun
        return true
    }

    /// TWS has spoken of an order, or it is over.
    mutating func isAlive(_ orderId: Int) {
        if begun[orderId] != nil { listed.insert(orderId) }
    }

    /// A list is about to be asked for.
    mutating func beginRound() { roundsBegun += 1 }

    /// The list that was to be asked for last cannot be.
    mutating func dropRound() {
        guard roundsEnded < roundsBegun else { return }
        roundsBegun -= 1
        begun = begun.mapValues { min($0, roundsBegun) }
    }

    /// A list has ended; tells what it says. One that nobody asked for says nothing.
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

    /// The lists that were asked for will not come; the orders stay suspect.
    mutating func connectionLost() {
        let openOrders = Reconciliation.OpenOrders(listed: listed, isComplete: false)
        for case .alive(let orderId) in Reconciliation.findings(forRefusable: begun.keys, in: openOrders) {
            begun[orderId] = nil
        }
        listed = []
        roundsEnded = roundsBegun
    }
}
