internal import TWSWire

/// A purchase or a sale, as an account books it.
struct Trade: Sendable {
    let instrument: Instrument
    let isBuy: Bool
    let quantity: ExactDecimal
    /// The price of one unit, without the multiplier.
    let price: Double
    /// The commission in the instrument's currency.
    let commission: Double
}

/// A purchase or a sale without its price.
struct PlannedTrade: Sendable {
    let instrument: Instrument
    let isBuy: Bool
    let quantity: ExactDecimal

    /// Returns the trade at a price.
    func filled(at price: Double, commission: Double) -> Trade {
        Trade(instrument: instrument, isBuy: isBuy, quantity: quantity, price: price, commission: commission)
    }
}

extension SimulatedOrder {
    /// What the whole order trades: its instrument, or the instrument of each leg.
    var trades: [PlannedTrade] {
        guard !legs.isEmpty else {
            return [PlannedTrade(instrument: instrument, isBuy: isBuy, quantity: progress.total)]
        }
        return legs.map { leg in
            PlannedTrade(instrument: leg.instrument, isBuy: leg.isBuy == isBuy, quantity: leg.units(progress.total))
        }
    }
}
