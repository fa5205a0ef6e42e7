/// What must be known of an instrument that exists only in a file; a US stock by default.
package struct InstrumentDescription: Hashable, Sendable {
    /// The trading hours of the exchanges that the simulator knows.
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

    /// IB's security type: STK, FUT or CASH.
    package var secType = "STK"
    /// The exchange to which orders go.
    package var exchange = "SMART"
    /// The exchange on which a stock is listed.
    package var primaryExchange = "NASDAQ"
    /// The currency of its prices.
    package var currency = "USD"
    /// The price increment.
    package var minTick = 0.01
    /// The smallest size and the size increment.
    package var minSize = 1.0
    /// The number of units of the underlying in one contract.
    package var multiplier = 1.0
    /// A future's last trading day as `yyyyMMdd`; empty for others.
    package var expiry = ""
    /// The trading hours.
    package var hours = Hours.usStocks
    /// The long name; `nil` to use the symbol.
    package var name: String?

    /// Makes a US stock on SMART with an increment of one cent.
    package init() {}
}
