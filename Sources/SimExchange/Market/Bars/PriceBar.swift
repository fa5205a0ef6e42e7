/// A historical bar or a live five-second bar.
package struct PriceBar: Hashable, Sendable {
    /// The first instant of the bar.
    package let time: ExchangeInstant

    /// The day that stands for a bar of a day or longer: its (last) trading day; `nil` for shorter bars.
    package let day: CivilDate?

    /// The first price; for BID_ASK bars, the average bid.
    package let open: Double

    /// The highest price; for BID_ASK bars, the highest ask.
    package let high: Double

    /// The lowest price; for BID_ASK bars, the lowest bid.
    package let low: Double

    /// The last price; for BID_ASK bars, the average ask.
    package let close: Double

    /// The shares or contracts traded; `nil` for quotes, where TWS writes -1.
    package let volume: Int64?

    /// The average price of the trades; `nil` for quotes, where TWS writes -1.
    ///
    /// Weighted by size for bars of at most 64 trades; for longer ones, the average of 16 prices evenly spread over the
    /// bar.
    package let wap: Double?

    /// The number of trades; `nil` for quotes, where TWS writes -1.
    package let count: Int?

    /// Returns the date of the bar as formatDate 1 needs it: `yyyyMMdd` for a day or longer, otherwise with time and
    /// zone.
    package func dateText(in zone: ExchangeZone) -> String {
        day?.text ?? ExchangeTime.text(time, in: zone)
    }
}
