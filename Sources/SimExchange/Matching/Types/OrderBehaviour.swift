internal import TWSWire

/// How orders of one type behave in the market: their prices, their trigger, their limit.
///
/// A new type is one more file with a conforming struct, and one more line in `OrderBehaviours`.
protocol OrderBehaviour: Sendable {
    /// The name of the type in the orderTypes list of contractDetails; a contract without it refuses the type.
    var listed: String { get }

    /// Whether every contract accepts it, listed or not.
    var isPlain: Bool { get }

    /// Whether the order waits for a trigger before it works.
    var waitsForTrigger: Bool { get }

    /// The auction in which it fills; `nil` for types that fill at any time.
    var auction: Auction? { get }

    /// Whether its limit moves with the quotes (`peg`).
    var followsMarket: Bool { get }

    /// Throws the reason if the terms cannot be an order of this type.
    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection)

    /// Returns the client's terms without the fields that the type does not use.
    func accepted(_ terms: Order) -> Order

    /// Whether the market meets the trigger; not called for types without one.
    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool

    /// Returns the terms after the market has moved the trigger; `nil` if they stay. Not called for types without a
    /// trigger.
    func moved(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Order?

    /// Returns the terms with a trailing stop at a price; not called for types without one.
    func stopped(_ terms: Order, _ instrument: Instrument, at stop: Double) -> Order

    /// Returns the prices at which the trigger is met, or the market moves it; not called for types without a trigger.
    func touch(_ terms: Order, _ instrument: Instrument) -> Touch

    /// Returns the worst price at which the working order fills; `nil` for any price.
    func limit(_ terms: Order) -> Double?

    /// Returns the limit of a type that follows the market, at the current quote.
    func peg(_ terms: Order, _ instrument: Instrument, at market: MarketState) -> Double?

    /// Returns the terms after a fill at a price; `nil` if they stay.
    func filled(_ terms: Order, at price: Double) -> Order?

    /// Returns the terms with the prices that openOrder shows: `lmtPrice`, `auxPrice` and `trailStopPrice`.
    ///
    /// Pass `isFirst` for the first report of an order.
    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order
}

/// The market data that triggers and pegs look at.
struct MarketState: Sendable {
    let book: TopOfBook
    /// The price of the last trade; `nil` for instruments without trades.
    let last: Double?
    /// When the last trade happened; `nil` for instruments without trades.
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
        // The rare fields are not copied if none of these is set.
        guard
            terms.percentOffset != nil || terms.trailStopPrice != nil || terms.trailingPercent != nil
                || terms.lmtPriceOffset != nil
        else { return terms }
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

    /// Throws unless there is a price and it is a multiple of the increment.
    func require(_ price: Double?, _ name: String, _ instrument: Instrument) throws(Rejection) {
        guard let price else { throw .invalid("Missing or invalid \(name)") }
        guard price.isFinite, instrument.marketRule.isLegal(price), price > 0 || instrument.allowsNegativePrices else {
            throw .priceIncrement
        }
    }

    /// Throws if there is a price (0 means none) that is not a multiple of the increment.
    func allow(_ price: Double?, _ name: String, _ instrument: Instrument) throws(Rejection) {
        guard let price, price != 0 else { return }
        try require(price, name, instrument)
    }
}

extension Instrument {
    /// Whether prices may be negative: for futures, and for combinations at a credit.
    var allowsNegativePrices: Bool { secType == .future || secType == .combination }

    /// Whether contractDetails lists an order type; combinations list none and accept plain orders.
    func lists(_ type: String) -> Bool {
        let (types, type) = (orderTypes.utf8, type.utf8)
        let (listed, wanted) = (types.span, type.span)
        guard !wanted.isEmpty else { return false }
        var (start, matched) = (0, 0)
        for place in 0..<listed.count {
            if listed[place] == UInt8(ascii: ",") {
                if matched == wanted.count, place - start == matched { return true }
                (start, matched) = (place + 1, 0)
            } else if place - start == matched, matched < wanted.count, listed[place] == wanted[matched] {
                matched += 1
            }
        }
        return matched == wanted.count && listed.count - start == matched
    }
}

/// The order types that the simulator supports.
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

    /// Returns the behaviour of a type, or `nil` if it is not simulated.
    static func of(_ type: OrderType) -> (any OrderBehaviour)? { all[type] }
}
