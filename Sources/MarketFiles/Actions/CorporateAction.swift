/// A split or a dividend of a stock.
package struct CorporateAction: Hashable, Sendable {
    /// What happens.
    package enum Kind: Hashable, Sendable {
        /// One share becomes so many.
        case split(Double)
        /// Each share brings so much money.
        case dividend(Double)
    }

    /// The stock.
    package let symbol: String
    /// The first day without it, as days since 1970-01-01: it takes effect before that day's first trade.
    package let day: Int
    /// What happens.
    package let kind: Kind
}
