/// When the bars of a query that is kept up to date change.
package enum BarClock: Hashable, Sendable {
    /// Every five seconds, as in TWS.
    case steady
    /// At this instant.
    case at(ExchangeInstant)
}

/// The terms of a query that is kept up to date.
package struct BarUpdateRequest: Hashable, Sendable {
    /// The instrument.
    package var conId: Int
    /// The length of the bars.
    package var size: BarSize
    /// The price that the bars are made of.
    package var whatToShow: HistoryRequest.WhatToShow
    /// Whether only regular hours count.
    package var regularOnly: Bool
}

extension MarketSource {
    /// Does nothing: quotes follow a single path.
    package mutating func setPath(_ conId: Int, isLowFirst: Bool, at instant: ExchangeInstant) {}

    /// Bars change all the time.
    package func barClock(_ conId: Int, after instant: ExchangeInstant, regularOnly: Bool) -> BarClock { .steady }

    /// No options are priced.
    package func volatility(_ conId: Int, at instant: ExchangeInstant) -> Double? { nil }

    /// The exchange makes the current bar itself.
    package func barUpdates(_ stream: BarUpdateRequest, now: ExchangeInstant) -> [PriceBar]? { nil }
}
