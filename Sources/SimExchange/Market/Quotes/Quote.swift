/// The best bid and ask of an instrument from one instant until the quote changes.
package struct TopOfBook: Hashable, Sendable {
    /// How a market reaches a price.
    package enum Arrival: Hashable, Sendable {
        /// Somebody quotes a bid and an ask.
        case quote
        /// By a bar or a trade of a file: nothing was traded between the previous price and this one.
        case gap
        /// Within a bar of a file: everything between the previous price and this one was traded.
        case path
    }

    /// The highest price at which others buy.
    package let bid: Double

    /// The lowest price at which others sell, above `bid`.
    package let ask: Double

    /// The shares or contracts bid at `bid`; for US stocks a multiple of 100.
    package let bidSize: Int64

    /// The shares or contracts offered at `ask`.
    package let askSize: Int64

    /// When this quote came.
    package let time: ExchangeInstant

    /// What orders find on either side, if that is more or less than clients see; `nil` for the sizes.
    package var depth: Int64?

    /// How the market reached it.
    package var arrival = Arrival.quote

    /// The midpoint of bid and ask, free of binary rounding errors.
    package var midpoint: Double { ((bid + ask) * 500_000).rounded() / 1_000_000 }
}

/// Everything that the default market data stream reports about an instrument at an instant.
///
/// Values of the day are those of the trading day that began last. Currencies have no trades: their `last…`, `open`,
/// `high`, `low` and `close` come from the bars of the midpoint, and `lastSize` and `volume` are `nil`.
package struct Quote: Hashable, Sendable {
    /// Bid and ask.
    package internal(set) var book: TopOfBook

    /// The price of the last trade; `nil` for currencies.
    package let last: Double?

    /// The shares or contracts of the last trade; `nil` for currencies.
    package let lastSize: Int64?

    /// When the last trade happened.
    package let lastTime: ExchangeInstant?

    /// The shares or contracts traded in the trading day so far; `nil` for currencies.
    package let volume: Int64?

    /// The first price of the day's regular hours; `nil` before they begin.
    package let open: Double?

    /// The highest price of the trading day so far.
    package let high: Double?

    /// The lowest price of the trading day so far.
    package let low: Double?

    /// The last price of the previous trading day's regular hours.
    package let close: Double?

    /// The requested instant.
    package let time: ExchangeInstant

    /// The highest price at which others buy.
    package var bid: Double { book.bid }

    /// The lowest price at which others sell.
    package var ask: Double { book.ask }

    /// The shares or contracts bid at the bid.
    package var bidSize: Int64 { book.bidSize }

    /// The shares or contracts offered at the ask.
    package var askSize: Int64 { book.askSize }
}

/// A trade of the simulated market.
package struct MarketTrade: Hashable, Sendable {
    /// When it happened.
    package let time: ExchangeInstant

    /// A legal price between the bid and the ask at that moment.
    package let price: Double

    /// The shares or contracts.
    package let size: Int64

    /// The exchange of the trade.
    package let exchange: String
}
