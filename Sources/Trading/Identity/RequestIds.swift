/// Allocates request ids from a range that order ids do not reach.
///
/// One number in an error tells which request or order it belongs to, so the two must never overlap. Order ids count up
/// from TWS's next valid id: usually small, but above 1,700,000,000 where somebody numbered orders by the clock.
/// Request ids therefore start at 2,000,000,000; if order ids have reached that far, they start at 1,000,000,000, which
/// order ids cannot reach any more because they never fall. A range holds at least 147 million ids and starts over when
/// it is used up.
package struct RequestIds: Sendable {
    static let usual = 2_000_000_000...OrderIds.highest
    static let reserve = 1_000_000_000...1_999_999_999

    private var last = 0

    /// Creates an allocator at the start of the usual range.
    package init() {}

    /// Returns the next request id.
    ///
    /// - Parameter orderId: The next order id, which request ids must not reach.
    package mutating func take(besides orderId: Int) -> Int {
        let range = orderId < Self.usual.lowerBound ? Self.usual : Self.reserve
        last = range.contains(last + 1) ? last + 1 : range.lowerBound
        return last
    }
}
