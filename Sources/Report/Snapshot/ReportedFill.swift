/// One fill of a run.
package struct ReportedFill: Codable, Hashable, Sendable {
    /// Seconds since the epoch.
    package var time: Double
    /// What was traded.
    package var symbol: String
    /// The order that filled; 0 where it is not known.
    package var orderId: Int
    /// Units bought, or sold if negative.
    package var quantity: Double
    /// Price of one unit.
    package var price: Double
    /// Units of the underlying in one contract, 1 for stocks.
    package var multiplier: Double
    /// What the broker took.
    package var commission: Double

    /// A fill of an order.
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

    /// What changed hands, always positive.
    package var value: Double { abs(quantity) * price * multiplier }
}
