/// What has to be known of an instrument that only a file has; a US stock unless something else is said.
package struct InstrumentDescription: Hashable, Sendable {
    /// The hours of an exchange that the simulator knows.
    package enum Hours: String, CaseIterable, Hashable, Sendable {
        /// 09:30 to 16:00 New York, extended hours from 04:00 to 20:00.
        case usStocks = "us-stocks"
        /// 09:30 to 12:00 and 13:00 to 16:00 Hong Kong.
        case hongKongStocks = "hk-stocks"
        /// 17:00 to 16:00 Chicago.
        case chicagoFutures = "cme-futures"
        /// 17:15 to 17:00 New York.
        case currencies = "forex"
    }

    /// IB's kind of contract: STK, FUT or CASH.
    package var secType = "STK"
    /// Where orders go.
    package var exchange = "SMART"
    /// Where a stock is listed.
    package var primaryExchange = "NASDAQ"
    /// The currency of its prices.
    package var currency = "USD"
    /// Distance of legal prices.
    package var minTick = 0.01
    /// Smallest size, and the step of sizes.
    package var minSize = 1.0
    /// Units of the underlying in one contract.
    package var multiplier = 1.0
    /// A future's last trading day as `yyyyMMdd`; empty for others.
    package var expiry = ""
    /// When it trades.
    package var hours = Hours.usStocks
    /// Its name; `nil` for its symbol.
    package var name: String?

    /// A US stock at SMART with a cent's increment.
    package init() {}
}
