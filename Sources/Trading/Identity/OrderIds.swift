/// Allocates order ids that are never below TWS's next valid id and always above every id seen for this client.
///
/// TWS may go back to lower ids (after its nightly restart), and other runs with the same client id may have used
/// higher ones, so the number only grows. The allocator outlives a connection.
package struct OrderIds: Sendable {
    /// The id to allocate next; at least 1, and one above ``highest`` when none is left.
    package private(set) var next = 1

    /// The highest id that fits the wire: 32 bits, whose largest value stands for absent.
    package static let highest = Int(Int32.max) - 1

    /// Creates an allocator that starts at 1.
    package init() {}

    /// Records that `id` is in use, for example by an earlier run; ids that do not fit the wire are ignored.
    package mutating func see(_ id: Int) {
        if id >= next, id <= Self.highest { next = id + 1 }
    }

    /// Records TWS's lowest free id.
    package mutating func seeNextValid(_ id: Int) {
        if id > next, id <= Self.highest + 1 { next = id }
    }

    /// Allocates `count` consecutive ids; `nil`, without allocating any, if fewer are left.
    package mutating func take(_ count: Int) -> Range<Int>? {
        guard next + count - 1 <= Self.highest else { return nil }
        defer { next += count }
        return next..<next + count
    }

    /// Allocates the next id; `nil` when none is left, because the sequence can only be reset in TWS.
    package mutating func take() -> Int? { take(1)?.lowerBound }
}
