/// One bar of history or of the live five-second bars.
package struct PriceBar: Hashable, Sendable {
    /// First instant of the bar.
    package let time: ExchangeInstant

    /// The day that stands for a bar of a day or longer: its (last) trading day; `nil` for shorter bars.
    package let day: CivilDate?

    /// First price; of BID_ASK bars the average bid.
    package let open: Double

    /// Highest price; of BID_ASK bars the highest ask.
    package let high: Double

    /// Lowest price; of BID_ASK bars the lowest bid.
    package let low: Double

    /// Last price; of BID_ASK bars the average ask.
    package let close: Double

    /// Shares or contracts traded; `nil` for quotes, where TWS writes -1.
    package let volume: Int64?

    /// Average price of the trades; `nil` for quotes, where TWS writes -1.
    ///
    /// Weighted by size for bars of at most 64 trades; for longer ones the average of 16 prices evenly spread over it.
    package let wap: Double?

    /// Number of trades; `nil` for quotes, where TWS writes -1.
    package let count: Int?

    /// The date of the bar as formatDate 1 wants it: `yyyyMMdd` for a day or longer, else with time and zone.
    package func dateText(in zone: ExchangeZone) -> String {
        day?.text ?? ExchangeTime.text(time, in: zone)
    }
}
