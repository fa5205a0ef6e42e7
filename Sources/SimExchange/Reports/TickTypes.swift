/// The numbers of the default stream's ticks, for live and for delayed data.
struct TickTypes: Sendable {
    let bidSize: Int
    let bid: Int
    let ask: Int
    let askSize: Int
    let last: Int
    let lastSize: Int
    let high: Int
    let low: Int
    let volume: Int
    let close: Int
    let open: Int
    let lastTimestamp: Int
    let halted: Int

    static let live = TickTypes(
        bidSize: 0,
        bid: 1,
        ask: 2,
        askSize: 3,
        last: 4,
        lastSize: 5,
        high: 6,
        low: 7,
        volume: 8,
        close: 9,
        open: 14,
        lastTimestamp: 45,
        halted: 49
    )

    static let delayed = TickTypes(
        bidSize: 69,
        bid: 66,
        ask: 67,
        askSize: 70,
        last: 68,
        lastSize: 71,
        high: 72,
        low: 73,
        volume: 74,
        close: 75,
        open: 76,
        lastTimestamp: 88,
        halted: 90
    )
}
