import TWSWire

/// What a client knows of one market data stream.
struct TickView {
    private(set) var prices: [Int: Double] = [:]
    private(set) var sizes: [Int: Int64] = [:]
    /// Price ticks of bid and ask that brought no new price.
    private(set) var repeated = 0

    init(_ messages: [ServerMessage]) {
        take(messages)
    }

    mutating func take(_ messages: [ServerMessage]) {
        for message in messages {
            switch message {
            case .tickPrice(let tick):
                if prices[tick.tickType] == tick.price, [1, 2].contains(tick.tickType) { repeated += 1 }
                prices[tick.tickType] = tick.price
            case .tickSize(let tick): sizes[tick.tickType] = tick.size?.whole.map(Int64.init)
            default: continue
            }
        }
    }
}
