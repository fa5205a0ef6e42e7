/// A place that can be scanned: what a location contains.
struct ScanPlace: Sendable {
    /// The instrument that a request names with it.
    let instrument: String
    let code: String
    let name: String

    /// Whether a stock belongs to it.
    let holds: @Sendable (Instrument) -> Bool

    private init(
        _ instrument: String,
        _ code: String,
        _ name: String,
        _ holds: @escaping @Sendable (Instrument) -> Bool
    ) {
        (self.instrument, self.code, self.name, self.holds) = (instrument, code, name, holds)
    }

    private static func isUS(_ instrument: Instrument) -> Bool { instrument.currency == "USD" }

    /// All places.
    static let all: [ScanPlace] = [
        ScanPlace("STK", "STK.US.MAJOR", "US Stocks: Listed/NASDAQ", isUS),
        ScanPlace("STK", "STK.US", "US Stocks", isUS),
        ScanPlace("STK", "STK.NYSE", "NYSE") { $0.primaryExchange == "NYSE" },
        ScanPlace("STK", "STK.NASDAQ", "NASDAQ") { $0.primaryExchange == "NASDAQ" },
        ScanPlace("STK", "STK.NASDAQ.NMS", "NASDAQ NMS") { $0.primaryExchange == "NASDAQ" },
        ScanPlace("STK", "STK.ARCA", "ARCA") { $0.primaryExchange == "ARCA" },
        ScanPlace("ETF.EQ.US", "STK.US.MAJOR", "US Equity ETFs") { isUS($0) && $0.stockType == "ETF" },
        ScanPlace("STOCK.HK", "STK.HK", "Hong Kong Stocks") { $0.primaryExchange == "SEHK" },
        ScanPlace("STOCK.HK", "STK.HK.SEHK", "SEHK") { $0.primaryExchange == "SEHK" },
    ]

    /// Returns the place of a request; an empty location is the instrument's first. `nil` for an unknown one.
    static func named(_ instrument: String, _ code: String) -> ScanPlace? {
        all.first { $0.instrument == instrument && (code.isEmpty || $0.code == code) }
    }
}
