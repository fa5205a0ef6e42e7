/// A fill of a run.
package struct ReportedFill: Codable, Hashable, Sendable {
    /// Seconds since the epoch.
    package var time: Double
    /// The instrument.
    package var symbol: String
    /// The order that filled; 0 if unknown.
    package var orderId: Int
    /// The units bought, or sold if negative.
    package var quantity: Double
    /// The price of one unit.
    package var price: Double
    /// The units of the underlying in one contract; 1 for stocks.
    package var multiplier: Double
    /// The commission.
    package var commission: Double

    /// Makes a fill of an order.
    package init(
        time: Double,
        symbol: String,
        orderId: Int = 0,
        quantity: Double,
        price: Double,
        multiplier: Double = 1,
        commission: Double = 0
    ) {
        self.time = time
        self.symbol = symbol
        self.orderId = orderId
        self.quantity = quantity
        self.price = price
        self.multiplier = multiplier
        self.commission = commission
    }

    /// The traded value, always positive.
    package var value: Double { abs(quantity) * price * multiplier }
}
