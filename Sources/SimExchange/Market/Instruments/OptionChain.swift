internal import TWSWire

/// The options of one class on one contract, as reqSecDefOptParams lists them.
///
/// Expirations follow the clock (`OptionExpiries`), strikes the price of the underlying.
package struct OptionChain: Sendable {
    /// The exchange of the options: `SMART`, or that of the future.
    package let exchange: String

    /// The underlying's conId.
    package let underlyingConId: Int

    /// The underlying's symbol.
    package let underlyingSymbol: String

    /// The class of the options: a stock's symbol without blanks.
    package let tradingClass: String

    /// Units of the underlying per contract: `100` for stocks.
    package let multiplier: String

    /// `yyyyMMdd`, rising.
    package let expirations: [String]

    /// Rising.
    package let strikes: [Double]

    /// The chain of series that have the class and the underlying of the first one.
    init?(_ series: [OptionSeries], strikes: [Double]) {
        guard let first = series.first, let sample = strikes.first.map({ first.option($0, isCall: true) }) else {
            return nil
        }
        exchange = sample.exchange
        underlyingConId = first.underlying.conId
        underlyingSymbol = first.root.symbol
        tradingClass = first.tradingClass
        multiplier = sample.multiplier
        expirations = series.map(\.day.text)
        self.strikes = strikes
    }
}
