import TWSWire

@testable import SimExchange

/// An order book and matching alone, on a market that a test moves by hand.
struct MatchingTable {
    private(set) var book = OrderBook(hasRealSessions: false)
    private(set) var middle = 190.005
    private(set) var quote: TopOfBook
    private var matching: MatchingCore
    private var last = 190.0
    private var lastTime = ExchangeInstant.virtualStart
    private(set) var now = ExchangeInstant.virtualStart
    private let instrument: Instrument

    init(_ profile: FillProfile, symbol: String = "AAPL") {
        matching = MatchingCore(profile)
        quote = Self.quote(190.005, .virtualStart)
        instrument = InstrumentCatalogue().find(ContractQuery(symbol: symbol, secType: "STK"))[0]
    }

    private static func quote(_ middle: Double, _ time: ExchangeInstant) -> TopOfBook {
        TopOfBook(bid: cents(middle - 0.005), ask: cents(middle + 0.005), bidSize: 500, askSize: 400, time: time)
    }

    /// What the table quotes now.
    var state: MarketState { MarketState(book: quote, last: last, lastTime: lastTime) }

    /// Puts an order into the book that works at once.
    @discardableResult
    mutating func place(_ order: Order) throws -> Int {
        let behaviour = try OrderTerms.behaviour(order)
        let terms = OrderTerms.shown(order, behaviour, clientID: 7)
        let key = OrderKey(clientID: 7, orderID: book.orders.count + 1)
        var simulated = SimulatedOrder(key, Traded(instrument: instrument, legs: []), terms, behaviour)
        simulated.stage = .live
        let place = book.add(simulated)
        matching.follow(place, in: &book, FrozenMarket(state: state), at: now)
        return place
    }

    /// Half a second passes: another quote, and maybe a trade.
    mutating func move(ticks: Int, trades: Bool) {
        now = now.adding(milliseconds: 500)
        middle = cents(middle - 0.005 + Double(ticks) / 100) + 0.005
        quote = Self.quote(middle, now)
        matching.quoteChanged(instrument.conId)
        if trades { (last, lastTime) = (ticks > 0 ? quote.ask : quote.bid, now) }
    }

    mutating func touched() -> [Int] {
        book.concerned(conID: instrument.conId, by: state, at: now)
    }

    mutating func match(_ place: Int) -> [MatchAction] {
        matching.match(place, in: &book, FrozenMarket(state: state), at: now)
    }

    /// What the table quotes at a moment.
    private struct FrozenMarket: MatchingMarket {
        let state: MarketState

        func state(_ conID: Int) -> MarketState? { state }

        func mark(_ instrument: Instrument, at now: ExchangeInstant) -> Double { state.book.midpoint }
    }
}
