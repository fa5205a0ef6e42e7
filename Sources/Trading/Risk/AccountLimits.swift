/// What a person has written down for an account: `limits/<account>.toml`.
///
/// It takes the keys of `[trade]`, and alone may widen the defaults.
package struct AccountLimits: Hashable, Sendable {
    /// The account that it pins; `nil` where the file names none.
    package var account: String?
    /// Keys that headers know as well.
    package var permissions: TradePermissions
    /// Currencies of instruments.
    package var currencies: [String]?
    /// How far prices may lie from the market, as a fraction; 0 switches the collar off.
    package var priceCollar: Double?
    /// Most orders that work at once in one contract, on one side.
    package var maxOpenOrdersPerSide: Int?
    /// Largest value of all orders of a day.
    package var maxGrossPerDay: Double?
    /// Most denials in a minute.
    package var maxRefusalsPerMinute: Int?

    /// A file without any key.
    package init(permissions: TradePermissions = TradePermissions()) { self.permissions = permissions }
}
