internal import TWSWire

/// What happens to an order whose trigger the market has just passed within a bar of a file.
enum PassedTrigger: Hashable, Sendable {
    /// It fills at this price.
    case fills(Double)
    /// It works as a limit order from the next price.
    case waits

    var price: Double? { if case .fills(let price) = self { price } else { nil } }
}

/// How orders fill at the prices of a file's bars, which have no spread.
extension MatchingCore {
    /// Returns the price at which an order fills at a bar's price, or `nil` if that does not reach its limit.
    ///
    /// A resting limit order fills at its limit: with `optimistic` when the price touches it, with `paper-ib` when the
    /// price is better, with `conservative` when it is better by an increment. At a bar's first price, `optimistic`
    /// gives the better price.
    func barPrice(for order: SimulatedOrder, at book: TopOfBook) -> Double? {
        let price = book.bid
        guard let limit = order.limit else { return slipped(price, order) }
        let better = order.isBuy ? limit - price : price - limit
        guard order.isResting else {
            let paid = slipped(price, order)
            return (order.isBuy ? paid <= limit : paid >= limit) ? paid : nil
        }
        let isReached =
            switch fills {
            case .optimistic: better >= 0
            case .paperIB: better > 0
            case .conservative: better >= order.instrument.marketRule.increment(at: limit) * (1 - 1e-9)
            }
        guard isReached else { return nil }
        return fills == .optimistic && book.arrival == .gap ? price : limit
    }

    /// Returns what happens to an order whose trigger was met: if the market reached it step by step, not by a gap, the
    /// order fills at the trigger's price. `nil` if the current price counts.
    func passedTrigger(of order: SimulatedOrder, _ book: TopOfBook, at now: ExchangeInstant) -> PassedTrigger? {
        guard book.arrival == .path, book.time == now else { return nil }
        let trigger: Double? =
            switch order.terms.orderType {
            case .stop, .marketIfTouched: order.terms.auxPrice
            case .trail: order.terms.trailStopPrice
            case .stopLimit, .trailLimit, .limitIfTouched: nil
            default: .nan
            }
        guard let trigger else { return .waits }
        return trigger.isNaN ? nil : .fills(slipped(trigger, order))
    }

    /// Returns what a market order pays at a price: the slippage in addition, and with `conservative` one more
    /// increment.
    private func slipped(_ price: Double, _ order: SimulatedOrder) -> Double {
        let rule = order.instrument.marketRule
        // Binary rounding errors must not cost an increment.
        let slip = slippage.distance(at: price, rule) - 1e-9
        let base =
            switch (slip > 0, order.isBuy) {
            case (false, _): price
            case (true, true): rule.roundedUp(price + slip)
            case (true, false): max(rule.increment(at: price), rule.roundedDown(price - slip))
            }
        guard fills == .conservative else { return base }
        let tick = rule.increment(at: base)
        return order.isBuy ? rule.roundedUp(base + tick / 2) : rule.roundedDown(base - tick / 2)
    }
}
