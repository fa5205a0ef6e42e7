/// A split or a dividend of a stock.
package struct CorporateAction: Hashable, Sendable {
    /// The kind of a corporate action.
    package enum Kind: Hashable, Sendable {
        /// A split: one share becomes this many.
        case split(Double)
        /// A dividend: the amount paid per share.
        case dividend(Double)
    }

    /// The stock.
    package let symbol: String
    /// The ex-date, as days since 1970-01-01: the action takes effect before that day's first trade.
    package let day: Int
    /// The kind of action.
    package let kind: Kind
}
