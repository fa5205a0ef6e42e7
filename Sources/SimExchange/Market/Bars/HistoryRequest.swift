/// The fields of reqHistoricalData and reqRealTimeBars that determine the bars.
package struct HistoryRequest: Hashable, Sendable {
    /// The price that a bar is made of.
    package enum WhatToShow: String, CaseIterable, Sendable {
        case trades = "TRADES"
        case midpoint = "MIDPOINT"
        case bid = "BID"
        case ask = "ASK"

        /// The average bid and ask, the highest ask and the lowest bid.
        case bidAsk = "BID_ASK"

        /// The same as trades: the simulated market pays no dividends.
        case adjustedLast = "ADJUSTED_LAST"

        /// The volatility of the closes of 31 trading days.
        case historicalVolatility = "HISTORICAL_VOLATILITY"

        /// The volatility that prices options at the money.
        case impliedVolatility = "OPTION_IMPLIED_VOLATILITY"

        /// Whether it is not a price.
        var isVolatility: Bool { self == .historicalVolatility || self == .impliedVolatility }

        /// Makes the price that a client names, in either case; `nil` for an unknown name.
        init?(text: String) { self.init(rawValue: text.uppercased()) }
    }

    /// IB's ID of the contract.
    package var conId: Int

    /// The end of the last bar as the client wrote it; empty means now.
    package var endDateTime: String

    /// How far back the bars reach, such as `30 D`.
    package var durationStr: String

    /// The length of a bar, such as `5 mins`.
    package var barSizeSetting: String

    /// One of the raw values of `WhatToShow`.
    package var whatToShow: String

    /// Whether only regular hours count.
    package var useRTH: Bool

    /// Whether the market keeps running while its exchange is closed, so that the last bars may lie outside all
    /// sessions.
    package var runsOn = false

    /// Makes a request; the texts are checked when it is answered.
    package init(
        conId: Int,
        endDateTime: String = "",
        durationStr: String,
        barSizeSetting: String,
        whatToShow: String = "TRADES",
        useRTH: Bool = true
    ) {
        self.conId = conId
        self.endDateTime = endDateTime
        self.durationStr = durationStr
        self.barSizeSetting = barSizeSetting
        self.whatToShow = whatToShow
        self.useRTH = useRTH
    }
}

/// The bars for a request.
package struct HistoryAnswer: Sendable {
    /// The bars, oldest first; at least one.
    package let bars: [PriceBar]

    /// The zone of the bars' texts: the instrument's.
    package let zone: ExchangeZone

    /// The beginning of the requested time, the startDateStr of historicalDataEnd.
    package let start: ExchangeInstant

    /// The end of the requested time, the endDateStr of historicalDataEnd.
    package let end: ExchangeInstant

    /// Whether endDateTime named no zone, which TWS reports with warning 2174.
    package let isZoneAssumed: Bool
}

/// Why a request for history is refused.
package struct HistoryError: Error, Hashable, Sendable {
    /// The TWS error code: 162, 200, 321 or 10314.
    package let code: Int

    /// The TWS error text.
    package let message: String

    /// Returns error 162: the request is well-formed, but there is no such data, or it is too much at once.
    static func service(_ reason: String) -> HistoryError {
        HistoryError(code: 162, message: "Historical Market Data Service error message:\(reason)")
    }

    /// Returns error 321: a field is invalid.
    static func validation(_ cause: String) -> HistoryError {
        HistoryError(code: 321, message: "Error validating request.-'bF' : cause - \(cause)")
    }
}
