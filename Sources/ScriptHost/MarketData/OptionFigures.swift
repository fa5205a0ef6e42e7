internal import TWSWire

/// The figures of TWS's model for an option: its greeks, and the prices they are based on.
struct OptionFigures {
    let delta: Double?
    let values: [(field: QuoteField, value: Double?)]

    /// Creates the figures of a tick; `nil` for a tick of another kind and for one without figures.
    init?(_ tick: ServerMessage.TickOptionComputation) {
        // 13 is the model's tick, 83 the delayed one; source: protocol, "Tick types".
        guard tick.tickType == 13 || tick.tickType == 83 else { return nil }
        // A figure that the model has not computed is -2; a volatility or price is -1.
        delta = tick.delta.flatMap { abs($0) <= 1 ? $0 : nil }
        values = [
            (.impliedVol, Self.known(tick.impliedVol)), (.delta, delta), (.gamma, Self.greek(tick.gamma)),
            (.vega, Self.greek(tick.vega)), (.theta, Self.greek(tick.theta)),
            (.undPrice, Self.known(tick.undPrice)), (.optPrice, Self.known(tick.optPrice)),
        ]
        guard values.contains(where: { $0.value != nil }) else { return nil }
    }

    private static func known(_ value: Double?) -> Double? { value.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }

    private static func greek(_ value: Double?) -> Double? { value.flatMap { $0.isFinite && $0 != -2 ? $0 : nil } }
}
