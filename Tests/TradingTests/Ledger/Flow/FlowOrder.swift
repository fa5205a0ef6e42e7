import TWSWire

/// One order in the test's own model of TWS: quantities in tenths, money in cents, all whole numbers.
struct FlowOrder {
    enum Kind: CaseIterable { case stock, cash, combination }
    enum Phase { case working, filled, cancelled }

    let id: Int
    let owner: Int
    let kind: Kind
    let isBuy: Bool
    /// The stock's number, 0…2.
    let symbol: Int
    /// What it is to trade; of an order by cash what the amount buys, which the client does not know.
    var tenths: Int
    var phase = Phase.working
    /// Whether TWS never tells the final status, so that only the executions do.
    var hidesEnd = false
    var executions: [FlowExecution] = []
    /// When it was placed or modified last: no execution comes before.
    var since: Int

    var own: [FlowExecution] { executions.filter { !$0.isLeg } }
    var filled: Int { own.reduce(0) { $0 + $1.tenths } }
}

/// One execution, with all its versions.
struct FlowExecution {
    let root: String
    let isLeg: Bool
    let instrument: Int
    let isBuy: Bool
    /// When its first version came to the ledger, for the order of trades.
    var arrival = Int.max
    var version = 1
    var tenths: Int
    var cents: Int
    /// In cents, of the latest version that has one.
    var commission: Int?

    var execId: String { "\(root).0\(version)" }
}

extension ExactDecimal {
    init(tenths: Int) { self = ExactDecimal(coefficient: Int64(tenths), scale: 1) ?? .zero }
}
