/// How the stops of trailing orders follow a price.
struct TrailRule: Hashable, Sendable {
    /// Whether the orders buy: the stop is above the price and only falls.
    let isBuy: Bool
    /// Whether distances are percentages of the price.
    let isPercent: Bool
    /// The legal prices of stops.
    let prices: MarketRule

    /// Returns the stop at a distance from a price, rounded up for a buy and down for a sell.
    func stop(_ distance: Double, from price: Double) -> Double {
        let offset = isPercent ? price * distance / 100 : distance
        return isBuy ? prices.roundedUp(price + offset) : prices.roundedDown(price - offset)
    }

    /// Whether a price is better than another, so that it moves stops.
    func isBetter(_ price: Double, than other: Double) -> Bool { isBuy ? price < other : price > other }

    /// Whether a price meets a stop.
    func meets(_ price: Double, _ stop: Double) -> Bool { isBuy ? price >= stop : price <= stop }
}
