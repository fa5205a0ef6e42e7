/// Best bid and ask of an instrument from one instant on until the quote changes.
package struct TopOfBook: Hashable, Sendable {
    /// How a market comes to a price.
    package enum Arrival: Hashable, Sendable {
        /// Somebody quotes a bid and an ask.
        case quote
        /// A bar or a trade of a file: nothing was traded between the price before and this one.
        case gap
        /// Within a bar of a file: everything between the price before and this one was traded.
        case path
    }

    /// Highest price at which others buy.
    package let bid: Double

    /// Lowest price at which others sell, above `bid`.
    package let ask: Double

    /// Shares or contracts wanted at `bid`; for US stocks a multiple of 100.
    package let bidSize: Int64

    /// Shares or contracts offered at `ask`.
    package let askSize: Int64

    /// When this quote came.
    package let time: ExchangeInstant

    /// What orders find on either side, where that is more or less than clients see; `nil` for the sizes.
    package var depth: Int64?

    /// How the market came to it.
    package var arrival = Arrival.quote

    /// The middle of bid and ask, free of the noise of binary fractions.
    package var midpoint: Double { ((bid + ask) * 500_000).rounded() / 1_000_000 }
}

/// Everything that the default market data stream tells about an instrument at an instant.
///
/// Values of the day are those of the trading day that began last. Currencies have no trades: their `last…`, `open`,
/// `high`, `low` and `close` come from the midpoint's bars, and `lastSize` and `volume` are `nil`.
package struct Quote: Hashable, Sendable {
    /// Bid and ask.
    package internal(set) var book: TopOfBook

    /// Price of the last trade; `nil` for currencies.
    package let last: Double?

    /// Shares or contracts of the last trade; `nil` for currencies.
    package let lastSize: Int64?

    /// When the last trade was.
    package let lastTime: ExchangeInstant?

    /// Shares or contracts traded in the trading day so far; `nil` for currencies.
    package let volume: Int64?

    /// First price of the day's regular hours; `nil` before they begin.
    package let open: Double?

    /// Highest price of the trading day so far.
    package let high: Double?

    /// Lowest price of the trading day so far.
    package let low: Double?

    /// Last price of the regular hours of the trading day before.
    package let close: Double?

    /// The instant that was asked for.
    package let time: ExchangeInstant

    /// Highest price at which others buy.
    package var bid: Double { book.bid }

    /// Lowest price at which others sell.
    package var ask: Double { book.ask }

    /// Shares or contracts wanted at the bid.
    package var bidSize: Int64 { book.bidSize }

    /// Shares or contracts offered at the ask.
    package var askSize: Int64 { book.askSize }
}

/// One trade of the simulated market.
package struct MarketTrade: Hashable, Sendable {
    /// When it was made.
    package let time: ExchangeInstant

    /// A legal price between the bid and the ask of that moment.
    package let price: Double

    /// Shares or contracts.
    package let size: Int64

    /// The exchange of the trade.
    package let exchange: String
}
