/// What a flow's trades come to, by another way than the ledger's: whole quantities, and the cost of what is held
/// instead of its average.
struct FlowBook {
    struct Key: Hashable {
        let owner: Int
        let instrument: Int
    }

    struct Holding {
        /// Negative when short.
        var tenths = 0
        /// What it was bought for, or sold for when short; never below zero at positive prices.
        var cost = 0.0
        var realized = 0.0

        /// Average price of what is held.
        var average: Double { tenths == 0 ? 0 : cost / (Double(abs(tenths)) / 10) }
    }

    private(set) var holdings: [Key: Holding] = [:]

    init(_ orders: [FlowOrder]) {
        let trades = orders.flatMap { order in
            order.executions.filter { $0.isLeg || order.kind != .combination }.map { (order.owner, $0) }
        }
        for (owner, trade) in trades.sorted(by: { $0.1.arrival < $1.1.arrival }) {
            let key = Key(owner: owner, instrument: trade.instrument)
            holdings[key, default: Holding()].take(
                trade.isBuy ? trade.tenths : -trade.tenths,
                Double(trade.cents) / 100
            )
        }
    }
}

extension FlowBook.Holding {
    /// Closes what is held against the trade first, then opens the rest.
    fileprivate mutating func take(_ signed: Int, _ price: Double) {
        let closed = signed.signum() * tenths.signum() < 0 ? min(abs(signed), abs(tenths)) : 0
        if closed > 0 {
            let given = cost * Double(closed) / Double(abs(tenths))
            let money = Double(closed) / 10 * price
            realized += tenths > 0 ? money - given : given - money
            cost -= given
        }
        tenths += signed
        if tenths == 0 { cost = 0 }
        cost += Double(abs(signed) - closed) / 10 * price
    }
}
