/// Pairs fills into trades, by symbol, at average cost.
///
/// A fill that reverses a position ends one trade and starts the next; its commission is divided by quantity.
package struct TradeBook: Sendable {
    private struct OpenTrade {
        var held: Double
        var most: Double
        var opened: Double
        var entered = (quantity: 0.0, money: 0.0)
        var left = (quantity: 0.0, money: 0.0)
        var commission = 0.0
        let multiplier: Double
    }

    /// The closed trades, by the time of their end.
    package private(set) var closed: [RoundTrip] = []
    /// The cash from fills by symbol: money received minus money paid, minus commissions.
    package private(set) var cash: [String: Double] = [:]
    private var open: [String: OpenTrade] = [:]

    /// Makes the trades of a run's fills.
    package init(_ fills: [ReportedFill] = []) {
        for fill in fills { add(fill) }
    }

    /// Adds the next fill.
    package mutating func add(_ fill: ReportedFill) {
        guard fill.quantity != 0 else { return }
        cash[fill.symbol, default: 0] -= fill.quantity * fill.price * fill.multiplier + fill.commission
        let held = open[fill.symbol]?.held ?? 0
        let closes = held * fill.quantity < 0 ? min(abs(held), abs(fill.quantity)) : 0
        let opens = abs(fill.quantity) - closes
        let share = fill.commission / abs(fill.quantity)
        if closes > 0 { close(closes, fill, share * closes) }
        if opens > 0 { enter(opens, fill, share * opens) }
    }

    private mutating func enter(_ quantity: Double, _ fill: ReportedFill, _ commission: Double) {
        let signed = fill.quantity < 0 ? -quantity : quantity
        var trade =
            open[fill.symbol] ?? OpenTrade(held: 0, most: 0, opened: fill.time, multiplier: fill.multiplier)
        trade.held += signed
        trade.most = max(trade.most, abs(trade.held))
        trade.entered.quantity += quantity
        trade.entered.money += quantity * fill.price
        trade.commission += commission
        open[fill.symbol] = trade
    }

    private mutating func close(_ quantity: Double, _ fill: ReportedFill, _ commission: Double) {
        guard var trade = open.removeValue(forKey: fill.symbol) else { return }
        let isLong = trade.held > 0
        trade.held += isLong ? -quantity : quantity
        trade.left.quantity += quantity
        trade.left.money += quantity * fill.price
        trade.commission += commission
        // What binary rounding leaves of a position is not a position.
        guard abs(trade.held) <= trade.most * 1e-12 else {
            open[fill.symbol] = trade
            return
        }
        let gained = (trade.left.money - trade.entered.money) * (isLong ? 1 : -1) * trade.multiplier
        closed.append(
            RoundTrip(
                symbol: fill.symbol,
                isLong: isLong,
                quantity: trade.most,
                opened: trade.opened,
                closed: fill.time,
                entryPrice: trade.entered.money / trade.entered.quantity,
                exitPrice: trade.left.money / trade.left.quantity,
                profit: gained - trade.commission,
                commission: trade.commission
            )
        )
    }
}
