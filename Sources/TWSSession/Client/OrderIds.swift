/// Gives out order ids: never lower than TWS's next valid id, and above every id seen for this client.
///
/// TWS may go back (after its nightly restart) and other runs of the same client id may have used higher ones, so the
/// number only grows.
struct OrderIds {
    /// The id to be given out next; at least 1.
    private(set) var next = 1

    /// The highest id that fits the wire (32 bit; the highest number itself stands for absent).
    static let highest = Int(Int32.max) - 1

    /// Learns that `id` is in use.
    mutating func see(_ id: Int) {
        if id >= next, id <= Self.highest { next = id + 1 }
    }

    /// Learns TWS's lowest free id.
    mutating func seeNextValid(_ id: Int) { see(id - 1) }

    /// Takes the next id.
    ///
    /// - Throws: ``SessionError`` with code `orderIdsExhausted` when no id is left.
    mutating func take() throws(SessionError) -> Int {
        guard next <= Self.highest else {
            throw SessionError(
                .orderIdsExhausted,
                "order ids of this client have reached \(Self.highest)",
                remedy: "reset the API order id sequence in TWS (Global Configuration, API, Settings)"
            )
        }
        defer { next += 1 }
        return next
    }
}
