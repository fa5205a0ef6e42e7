/// How the stops of trailing orders follow from a price.
struct TrailRule: Hashable, Sendable {
    /// Whether they buy: the stop is above the price and only falls.
    let isBuy: Bool
    /// Whether distances are percent of the price.
    let isPercent: Bool
    /// The legal prices of stops.
    let prices: MarketRule

    /// The stop at a distance from a price: a buy's is rounded up, a sell's down.
    func stop(_ distance: Double, from price: Double) -> Double {
        let offset = isPercent ? price * distance / 100 : distance
        return isBuy ? prices.roundedUp(price + offset) : prices.roundedDown(price - offset)
    }

    /// Whether a price is better than another: it moves stops.
    func isBetter(_ price: Double, than other: Double) -> Bool { isBuy ? price < other : price > other }

    /// Whether a price meets a stop.
    func meets(_ price: Double, _ stop: Double) -> Bool { isBuy ? price >= stop : price <= stop }
}
