/// A scan of reqScannerSubscription: a code and what it sorts by.
struct ScanCode: Sendable {
    let code: String
    let name: String

    /// Returns what instruments are sorted by, highest first; `nil` leaves an instrument out.
    let value: @Sendable (ScanFigures) -> Double?

    private init(_ code: String, _ name: String, _ value: @escaping @Sendable (ScanFigures) -> Double?) {
        (self.code, self.name, self.value) = (code, name, value)
    }

    /// Returns a scan and the one that sorts the other way round.
    private static func pair(
        _ high: String,
        _ low: String,
        _ name: String,
        _ value: @escaping @Sendable (ScanFigures) -> Double?
    ) -> [ScanCode] {
        [ScanCode(high, "Highest \(name)", value), ScanCode(low, "Lowest \(name)") { value($0).map { -$0 } }]
    }

    /// All scans.
    static let all: [ScanCode] =
        pair("TOP_PERC_GAIN", "TOP_PERC_LOSE", "change since the close", \.change)
        + pair("TOP_OPEN_PERC_GAIN", "TOP_OPEN_PERC_LOSE", "change since the open", \.changeSinceOpen)
        + pair("HIGH_OPEN_GAP", "LOW_OPEN_GAP", "gap at the open", \.gap)
        + [
            ScanCode("MOST_ACTIVE", "Most Active") { $0.volume },
            ScanCode("MOST_ACTIVE_USD", "Most Active ($)") { $0.volume * $0.last },
            ScanCode("MOST_ACTIVE_AVG_USD", "Most Active ($, average)") { $0.averageVolume * $0.last },
            ScanCode("HOT_BY_VOLUME", "Hot by Volume") { $0.volume / $0.averageVolume },
            ScanCode("HOT_BY_PRICE", "Hot by Price") { figures in figures.change.map { abs($0) / figures.daily } },
            ScanCode("HOT_BY_PRICE_RANGE", "Hot by Price Range") { figures in figures.range.map { $0 / figures.daily }
            },
            ScanCode("TOP_PRICE_RANGE", "Top Price Range") { $0.range },
            ScanCode("TOP_TRADE_COUNT", "Top Trade Count") { Double($0.trades(seconds: 3600)) },
            ScanCode("TOP_TRADE_RATE", "Top Trade Rate") { Double($0.trades(seconds: 60)) },
            ScanCode("TOP_VOLUME_RATE", "Top Volume Rate") { Double($0.volume(seconds: 60)) },
        ]
        + pair("HIGH_OPT_IMP_VOLAT", "LOW_OPT_IMP_VOLAT", "option implied volatility", \.impliedVolatility)
        + pair("HIGH_OPT_IMP_VOLAT_OVER_HIST", "LOW_OPT_IMP_VOLAT_OVER_HIST", "implied over historical volatility") {
            figures in
            guard let implied = figures.impliedVolatility, let past = figures.historicalVolatility, past > 0 else {
                return nil
            }
            return implied / past
        }
        + [
            ScanCode("OPT_VOLUME_MOST_ACTIVE", "Most Active by Option Volume") { $0.optionVolume },
            ScanCode("OPT_OPEN_INTEREST_MOST_ACTIVE", "Most Active by Option Open Interest") { $0.optionInterest },
            ScanCode("HOT_BY_OPT_VOLUME", "Hot by Option Volume") { $0.optionVolume / $0.averageVolume },
        ]
        + pair("HIGH_OPT_VOLUME_PUT_CALL_RATIO", "LOW_OPT_VOLUME_PUT_CALL_RATIO", "put/call volume", \.putCallRatio)
        + pair(
            "HIGH_OPT_OPEN_INTEREST_PUT_CALL_RATIO",
            "LOW_OPT_OPEN_INT_PUT_CALL_RATIO",
            "put/call open interest",
            \.putCallRatio
        )
        + pair("HIGH_VS_13W_HL", "LOW_VS_13W_HL", "place in the range of 13 weeks") { $0.place(inDays: 65) }
        + pair("HIGH_VS_26W_HL", "LOW_VS_26W_HL", "place in the range of 26 weeks") { $0.place(inDays: 130) }
        + pair("HIGH_VS_52W_HL", "LOW_VS_52W_HL", "place in the range of 52 weeks") { $0.place(inDays: 260) }
        + [ScanCode("HALTED", "Halted") { _ in nil }]

    /// Returns the scan with a code; `nil` for an unknown code.
    static func named(_ code: String) -> ScanCode? { all.first { $0.code == code } }
}
