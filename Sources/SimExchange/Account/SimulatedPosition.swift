internal import Notation
internal import TWSWire

/// A position of an account.
@dynamicMemberLookup
struct SimulatedPosition: Sendable {
    let instrument: Instrument
    var progress = Progress()

    /// The parts of a position that change; stored as its row in a state file.
    struct Progress: Sendable, Hashable, Codable {
        /// The size; negative for a short position.
        @AsText var quantity: ExactDecimal = .zero
        /// The average cost of one unit with multiplier and commission, as IB's avgCost; 0 for a closed position.
        var averageCost = 0.0
        /// The average price of one unit without multiplier and commission.
        var averagePrice = 0.0
        /// The realized profit of everything closed, after commissions.
        var realized = 0.0
    }

    /// Makes an empty position.
    init(_ instrument: Instrument) {
        self.instrument = instrument
    }

    subscript<Value>(dynamicMember path: WritableKeyPath<Progress, Value>) -> Value {
        get { progress[keyPath: path] }
        set { progress[keyPath: path] = newValue }
    }

    /// The effect of an execution on the position.
    struct Change: Sendable {
        /// The profit or loss of the closed part after both commissions; `nil` if nothing was closed.
        let realized: Double?
        /// The same before commissions: what a future pays in cash.
        let variation: Double
    }

    /// Applies an execution: `signed` is negative for a sale.
    mutating func apply(_ signed: ExactDecimal, price: Double, commission: Double) -> Change {
        let before = progress.quantity.double
        let traded = signed.double
        let multiplier = instrument.multiplierValue
        let closes = before * traded < 0
        let closed = closes ? min(abs(before), abs(traded)) : 0
        let opened = abs(traded) - closed
        let closingShare = commission * closed / abs(traded)
        let direction = before < 0 ? -1.0 : 1.0
        let variation = direction * closed * (price - progress.averagePrice) * multiplier
        let profit = direction * closed * (price * multiplier - progress.averageCost) - closingShare
        progress.quantity = progress.quantity + signed
        if opened > 0 {
            let kept = closes ? 0 : abs(before)
            let side = traded < 0 ? -1.0 : 1.0
            let cost = opened * price * multiplier + side * (commission - closingShare)
            progress.averageCost = (kept * progress.averageCost + cost) / (kept + opened)
            progress.averagePrice = (kept * progress.averagePrice + opened * price) / (kept + opened)
        } else if progress.quantity == .zero {
            progress.averageCost = 0
            progress.averagePrice = 0
        }
        if closes { progress.realized += profit }
        return Change(realized: closes ? profit : nil, variation: variation)
    }

    /// Turns each unit into `ratio` units; the total cost stays the same.
    mutating func split(by ratio: Double) {
        progress.quantity = ExactDecimal((progress.quantity.double * ratio).rounded(places: 4)) ?? progress.quantity
        progress.averageCost /= ratio
        progress.averagePrice /= ratio
    }

    /// Returns the amount paid for an execution: a future and a contract for difference pay only for what they close.
    func paid(_ signed: ExactDecimal, price: Double, _ change: Change) -> Double {
        instrument.isMargined ? -change.variation : signed.double * price * instrument.multiplierValue
    }

    /// Returns the value at a price: what selling the position would bring, or what buying it back would cost
    /// (negative).
    func marketValue(at price: Double) -> Double {
        progress.quantity.double * price * instrument.multiplierValue
    }

    /// Returns the profit or loss against the average cost.
    func unrealized(at price: Double) -> Double {
        progress.quantity.double * (price * instrument.multiplierValue - progress.averageCost)
    }

    /// Returns what the position adds to the account's value besides its cash: nothing for currencies, which are cash;
    /// the gain since the entry for futures and contracts for difference, which are not paid for.
    func equity(at price: Double) -> Double {
        switch instrument.secType {
        case .forex: 0
        case .future, .contractForDifference:
            progress.quantity.double * (price - progress.averagePrice) * instrument.multiplierValue
        default: marketValue(at: price)
        }
    }
}
