internal import TWSWire

/// How orders of one type behave at the market: their prices, their trigger, their limit.
///
/// A new type is one more file with a conforming struct, and one more line in `OrderBehaviours`.
protocol OrderBehaviour: Sendable {
    /// The name of the type in the orderTypes list of contractDetails; a contract without it refuses the type.
    var listed: String { get }

    /// Whether every contract takes it, listed or not.
    var isPlain: Bool { get }

    /// Whether the order waits for a trigger before it works.
    var waitsForTrigger: Bool { get }

    /// The auction in which it fills; `nil` for types that fill at any time.
    var auction: Auction? { get }

    /// Whether its limit moves with the quotes (`peg`).
    var followsMarket: Bool { get }

    /// Throws why the terms cannot be an order of this type.
    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection)

    /// The client's terms without the fields that the type does not use.
    func accepted(_ terms: Order) -> Order

    /// Whether the market meets the trigger; not asked of types without one.
    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool

    /// The terms after the market has moved the trigger; `nil` if they stay. Not asked of types without a trigger.
    func moved(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Order?

    /// The terms with a trailing stop at a price; not asked of types without one.
    func stopped(_ terms: Order, _ instrument: Instrument, at stop: Double) -> Order

    /// The prices at which the trigger is met, or the market moves it; not asked of types without a trigger.
    func touch(_ terms: Order, _ instrument: Instrument) -> Touch

    /// The worst price at which the working order fills; `nil` at any price.
    func limit(_ terms: Order) -> Double?

    /// The limit of a type that follows the market, at the present quote.
    func peg(_ terms: Order, _ instrument: Instrument, at market: MarketState) -> Double?

    /// The terms after a fill at a price; `nil` if they stay.
    func filled(_ terms: Order, at price: Double) -> Order?

    /// The prices that openOrder shows: `lmtPrice`, `auxPrice` and `trailStopPrice`.
    ///
    /// `isFirst` for the first report of an order.
    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order
}

/// What triggers and pegs look at.
struct MarketState: Sendable {
    let book: TopOfBook
    /// Price of the last trade; `nil` for instruments without trades.
    let last: Double?
    /// When the last trade was; `nil` for instruments without trades.
    let lastTime: ExchangeInstant?
}

/// The auctions of a trading day.
enum Auction: Hashable, Sendable {
    case open, close
}

extension OrderBehaviour {
    var waitsForTrigger: Bool { false }

    var isPlain: Bool { false }

    var auction: Auction? { nil }

    var followsMarket: Bool { false }

    func accepted(_ terms: Order) -> Order {
        var terms = terms
        terms.percentOffset = nil
        terms.trailStopPrice = nil
        terms.trailingPercent = nil
        terms.lmtPriceOffset = nil
        return terms
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool { true }

    func moved(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Order? { nil }

    func stopped(_ terms: Order, _ instrument: Instrument, at stop: Double) -> Order { terms }

    func touch(_ terms: Order, _ instrument: Instrument) -> Touch { .always }

    func limit(_ terms: Order) -> Double? { nil }

    func peg(_ terms: Order, _ instrument: Instrument, at market: MarketState) -> Double? { nil }

    func filled(_ terms: Order, at price: Double) -> Order? { nil }

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order { terms }

    /// Throws unless a price is given and is a multiple of the increment.
    func require(_ price: Double?, _ name: String, _ instrument: Instrument) throws(Rejection) {
        guard let price else { throw .invalid("Missing or invalid \(name)") }
        guard price.isFinite, instrument.marketRule.isLegal(price), price > 0 || instrument.allowsNegativePrices else {
            throw .priceIncrement
        }
    }

    /// Throws if a price is given (0 is none) and is no multiple of the increment.
    func allow(_ price: Double?, _ name: String, _ instrument: Instrument) throws(Rejection) {
        guard let price, price != 0 else { return }
        try require(price, name, instrument)
    }
}

extension Instrument {
    /// Whether prices may be below zero: futures, and combinations for a credit.
    var allowsNegativePrices: Bool { secType == .future || secType == .combination }

    /// Whether contractDetails lists an order type; combinations list none and take those of plain orders.
    func lists(_ type: String) -> Bool {
        orderTypes.split(separator: ",").contains { $0 == type }
    }
}

/// The order types that the simulator knows.
enum OrderBehaviours {
    private static let all: [OrderType: any OrderBehaviour] = [
        .market: MarketOrder(),
        .limit: LimitOrder(),
        .stop: StopOrder(),
        .stopLimit: StopLimitOrder(),
        .trail: TrailingStopOrder(),
        .trailLimit: TrailingLimitOrder(),
        .marketIfTouched: MarketIfTouchedOrder(),
        .limitIfTouched: LimitIfTouchedOrder(),
        .marketToLimit: MarketToLimitOrder(),
        .midPrice: MidpriceOrder(),
        .pegMid: PeggedToMidpointOrder(),
        .relative: RelativeOrder(),
        .marketOnClose: MarketOnCloseOrder(),
        .limitOnClose: LimitOnCloseOrder(),
    ]

    /// The behaviour of a type, or `nil` if it is not simulated.
    static func of(_ type: OrderType) -> (any OrderBehaviour)? { all[type] }
}
