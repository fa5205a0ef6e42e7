/// The limits file that a person has written for an account: `limits/<account>.toml`.
///
/// It takes the keys of `[trade]`, and only this file can widen the defaults.
package struct AccountLimits: Hashable, Sendable {
    /// The account that it pins; `nil` if the file names none.
    package var account: String?
    /// The keys that headers also have.
    package var permissions: TradePermissions
    /// The permitted currencies of instruments.
    package var currencies: [String]?
    /// The largest distance of prices from the market, as a fraction; 0 disables the collar.
    package var priceCollar: Double?
    /// The largest number of working orders in one contract on one side.
    package var maxOpenOrdersPerSide: Int?
    /// The largest total value of a day's orders.
    package var maxGrossPerDay: Double?
    /// The largest number of denials in a minute.
    package var maxRefusalsPerMinute: Int?

    /// Creates limits without any key.
    package init(permissions: TradePermissions = TradePermissions()) { self.permissions = permissions }
}
