/// Best bid and ask of an instrument from one instant on until the quote changes.
public struct TopOfBook: Hashable, Sendable {
    /// Highest price at which others buy.
    public let bid: Double

    /// Lowest price at which others sell, above `bid`.
    public let ask: Double

    /// Shares or contracts wanted at `bid`; for US stocks a multiple of 100.
    public let bidSize: Int64

    /// Shares or contracts offered at `ask`.
    public let askSize: Int64

    /// When this quote came.
    public let time: ExchangeInstant

    /// The middle of bid and ask.
    public var midpoint: Double { (bid + ask) / 2 }
}

/// Everything that the default market data stream tells about an instrument at an instant.
///
/// Values of the day are those of the trading day that began last. Currencies have no trades: their `last…`, `open`,
/// `high`, `low` and `close` come from the midpoint's bars, and `lastSize` and `volume` are `nil`.
public struct Quote: Hashable, Sendable {
    /// Bid and ask.
    public let book: TopOfBook

    /// Price of the last trade; `nil` for currencies.
    public let last: Double?

    /// Shares or contracts of the last trade; `nil` for currencies.
    public let lastSize: Int64?

    /// When the last trade was.
    public let lastTime: ExchangeInstant?

    /// Shares or contracts traded in the trading day so far; `nil` for currencies.
    public let volume: Int64?

    /// First price of the day's regular hours; `nil` before they begin.
    public let open: Double?

    /// Highest price of the trading day so far.
    public let high: Double?

    /// Lowest price of the trading day so far.
    public let low: Double?

    /// Last price of the regular hours of the trading day before.
    public let close: Double?

    /// The instant that was asked for.
    public let time: ExchangeInstant

    /// Highest price at which others buy.
    public var bid: Double { book.bid }

    /// Lowest price at which others sell.
    public var ask: Double { book.ask }

    /// Shares or contracts wanted at the bid.
    public var bidSize: Int64 { book.bidSize }

    /// Shares or contracts offered at the ask.
    public var askSize: Int64 { book.askSize }
}

/// One trade of the simulated market.
public struct MarketTrade: Hashable, Sendable {
    /// When it was made.
    public let time: ExchangeInstant

    /// A legal price between the bid and the ask of that moment.
    public let price: Double

    /// Shares or contracts.
    public let size: Int64

    /// The exchange of the trade.
    public let exchange: String
}
