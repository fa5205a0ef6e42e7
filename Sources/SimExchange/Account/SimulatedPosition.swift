internal import TWSWire

/// A position of an account.
struct SimulatedPosition: Sendable {
    private let boxedInstrument: Boxed<Instrument>
    /// Negative for a short position.
    var quantity: ExactDecimal = .zero
    /// Average cost of one unit with multiplier and commission, as IB's avgCost; 0 for a closed position.
    var averageCost = 0.0
    /// Average price of one unit without multiplier and commission.
    var averagePrice = 0.0
    /// The sum over everything closed, after commissions.
    var realized = 0.0

    /// A position of nothing.
    init(_ instrument: Instrument) {
        boxedInstrument = Boxed(instrument)
    }

    var instrument: Instrument { _read { yield boxedInstrument.value } }

    /// What an execution did to the position.
    struct Change: Sendable {
        /// Profit or loss of the closed part after both commissions; `nil` if nothing was closed.
        let realized: Double?
        /// The same before commissions: what a future pays in cash.
        let variation: Double
    }

    /// Takes in an execution: `signed` is negative for a sale.
    mutating func apply(_ signed: ExactDecimal, price: Double, commission: Double) -> Change {
        let before = quantity.double
        let traded = signed.double
        let multiplier = instrument.multiplierValue
        let closes = before * traded < 0
        let closed = closes ? min(abs(before), abs(traded)) : 0
        let opened = abs(traded) - closed
        let closingShare = commission * closed / abs(traded)
        let direction = before < 0 ? -1.0 : 1.0
        let variation = direction * closed * (price - averagePrice) * multiplier
        let profit = direction * closed * (price * multiplier - averageCost) - closingShare
        quantity = quantity + signed
        if opened > 0 {
            let kept = closes ? 0 : abs(before)
            let side = traded < 0 ? -1.0 : 1.0
            let cost = opened * price * multiplier + side * (commission - closingShare)
            averageCost = (kept * averageCost + cost) / (kept + opened)
            averagePrice = (kept * averagePrice + opened * price) / (kept + opened)
        } else if quantity == .zero {
            averageCost = 0
            averagePrice = 0
        }
        if closes { realized += profit }
        return Change(realized: closes ? profit : nil, variation: variation)
    }

    /// What an execution was paid for: a future pays only what it closes.
    func paid(_ signed: ExactDecimal, price: Double, _ change: Change) -> Double {
        instrument.secType == .future ? -change.variation : signed.double * price * instrument.multiplierValue
    }

    /// Value at a price: what selling it would bring, or buying it back would cost (negative).
    func marketValue(at price: Double) -> Double {
        quantity.double * price * instrument.multiplierValue
    }

    /// Profit or loss against the average cost.
    func unrealized(at price: Double) -> Double {
        quantity.double * (price * instrument.multiplierValue - averageCost)
    }

    /// What the position adds to the account's worth, besides its cash: nothing for currencies, which are cash; the
    /// gain since the entry for futures, which are not paid for.
    func equity(at price: Double) -> Double {
        switch instrument.secType {
        case .forex: 0
        case .future: quantity.double * (price - averagePrice) * instrument.multiplierValue
        default: marketValue(at: price)
        }
    }
}
