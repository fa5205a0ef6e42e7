internal import TWSWire

/// The options of one class on one contract, as reqSecDefOptParams lists them.
///
/// Expirations follow the clock (`OptionExpiries`), strikes follow the price of the underlying.
package struct OptionChain: Sendable {
    /// The exchange of the options: `SMART`, or that of the future.
    package let exchange: String

    /// The underlying's conId.
    package let underlyingConId: Int

    /// The underlying's symbol.
    package let underlyingSymbol: String

    /// The trading class of the options: a stock's symbol without blanks.
    package let tradingClass: String

    /// The units of the underlying per contract: `100` for stocks.
    package let multiplier: String

    /// The expirations as `yyyyMMdd`, ascending.
    package let expirations: [String]

    /// The strikes, ascending.
    package let strikes: [Double]

    /// Makes the chain of the series with the class and the underlying of the first one.
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
