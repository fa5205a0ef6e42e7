/// Gives out order ids: never lower than TWS's next valid id, and above every id seen for this client.
///
/// TWS may go back (after its nightly restart) and other runs of the same client id may have used higher ones, so the
/// number only grows. It outlives a connection.
package struct OrderIds: Sendable {
    /// The id to be given out next; at least 1, and one above ``highest`` when none is left.
    package private(set) var next = 1

    /// The highest id that fits the wire (32 bit; the highest number itself stands for absent).
    package static let highest = Int(Int32.max) - 1

    /// Starts at 1.
    package init() {}

    /// Learns that `id` is in use, for example by an earlier run; ids that do not fit the wire are ignored.
    package mutating func see(_ id: Int) {
        if id >= next, id <= Self.highest { next = id + 1 }
    }

    /// Learns TWS's lowest free id.
    package mutating func seeNextValid(_ id: Int) {
        if id > next, id <= Self.highest + 1 { next = id }
    }

    /// Takes as many ids, one after the other; `nil`, and none taken, when not as many are left.
    package mutating func take(_ count: Int) -> Range<Int>? {
        guard next + count - 1 <= Self.highest else { return nil }
        defer { next += count }
        return next..<next + count
    }

    /// Takes the next id; `nil` when none is left: the sequence can only be reset in TWS.
    package mutating func take() -> Int? { take(1)?.lowerBound }
}
