/// When the simulated market fills an order.
package enum FillProfile: String, Sendable, CaseIterable {
    /// Like IB's paper account: a limit order fills when the opposite quote reaches its limit, at the limit; a market
    /// order at the opposite quote up to its size, the rest at the next quote.
    case paperIB = "paper-ib"
    /// Like `paperIB`, but every order fills in full, whatever the quoted size.
    case optimistic
    /// Like `paperIB`, but a limit order needs a quote one increment beyond its limit, and a market order pays one
    /// increment more.
    case conservative
}
