internal import TWSWire

/// How orders of one type behave at the market: their prices, their trigger, their limit.
///
/// A new type is one more file with a conforming struct, and one more line in `OrderBehaviours`.
protocol OrderBehaviour: Sendable {
    /// Whether the order waits for a trigger before it works.
    var waitsForTrigger: Bool { get }

    /// Throws why the terms cannot be an order of this type.
    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection)

    /// Whether the market meets the trigger; not asked of types without one.
    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool

    /// The worst price at which the working order fills; `nil` at any price.
    func limit(_ terms: Order) -> Double?

    /// The prices that openOrder shows: `lmtPrice`, `auxPrice` and `trailStopPrice`.
    ///
    /// `isFirst` for the first report of an order.
    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order
}

/// What a trigger looks at.
struct MarketState: Sendable {
    let book: TopOfBook
    /// Price of the last trade; `nil` for instruments without trades.
    let last: Double?
}

extension OrderBehaviour {
    var waitsForTrigger: Bool { false }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool { true }

    func limit(_ terms: Order) -> Double? { nil }

    /// Throws unless a price is given and is a multiple of the increment.
    func require(_ price: Double?, _ name: String, _ instrument: Instrument) throws(Rejection) {
        guard let price else { throw .invalid("Missing or invalid \(name)") }
        guard price.isFinite, instrument.marketRule.isLegal(price), price > 0 || instrument.secType == "FUT" else {
            throw .priceIncrement
        }
    }
}

/// The order types that the simulator knows.
enum OrderBehaviours {
    private static let all: [String: any OrderBehaviour] = [
        "MKT": MarketOrder(),
        "LMT": LimitOrder(),
        "STP": StopOrder(),
        "STP LMT": StopLimitOrder(),
    ]

    /// The behaviour of a type under TWS's name, or `nil` if it is not simulated.
    static func named(_ name: String) -> (any OrderBehaviour)? { all[name] }
}
