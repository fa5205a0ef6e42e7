/// Gives out request ids from a range that order ids do not reach.
///
/// One number in an error tells which request or order it belongs to, so the two must never meet. Order ids count
/// from TWS's next valid id upwards: usually small, above 1,700,000,000 where somebody numbered orders by the clock.
/// Requests therefore count from 2,000,000,000; only if order ids have come that far, from 1,000,000,000, where order
/// ids, which never fall, cannot come any more. A range holds at least 147 million ids and is used again from its start
/// when it is through.
package struct RequestIds: Sendable {
    static let usual = 2_000_000_000...OrderIds.highest
    static let reserve = 1_000_000_000...1_999_999_999

    private var last = 0

    /// Starts at the beginning of the usual range.
    package init() {}

    /// The next request id.
    ///
    /// - Parameter orderId: the next order id, to be kept clear of.
    package mutating func take(besides orderId: Int) -> Int {
        let range = orderId < Self.usual.lowerBound ? Self.usual : Self.reserve
        last = range.contains(last + 1) ? last + 1 : range.lowerBound
        return last
    }
}
