internal import TWSWire

/// A filter among the filter options of a scan.
struct ScanFilter: Sendable {
    let code: String
    let name: String

    /// Returns the figure to compare; `nil` never passes.
    let value: @Sendable (ScanFigures) -> Double?

    private init(_ code: String, _ name: String, _ value: @escaping @Sendable (ScanFigures) -> Double?) {
        (self.code, self.name, self.value) = (code, name, value)
    }

    /// All filters; each exists as `…Above` and as `…Below`.
    static let all: [ScanFilter] = [
        ScanFilter("price", "Price") { $0.last },
        ScanFilter("volume", "Volume") { $0.volume },
        ScanFilter("avgVolume", "Average Volume") { $0.averageVolume },
        ScanFilter("usdVolume", "Volume ($)") { $0.volume * $0.last },
        ScanFilter("changePerc", "Change (%)") { $0.change.map { $0 * 100 } },
        ScanFilter("changeOpenPerc", "Change Since Open (%)") { $0.changeSinceOpen.map { $0 * 100 } },
        ScanFilter("openGapPerc", "Gap (%)") { $0.gap.map { $0 * 100 } },
        ScanFilter("priceRange", "Price Range") { figures in figures.range.map { $0 * figures.last } },
        ScanFilter("impVolat", "Implied Volatility (%)") { $0.impliedVolatility.map { $0 * 100 } },
        ScanFilter("optVolume", "Option Volume") { $0.optionVolume },
        ScanFilter("optOpenInterest", "Option Open Interest") { $0.optionInterest },
    ]

    /// Returns the conditions for the filter options of a request.
    ///
    /// - Throws: 162 for an unknown filter, or for a value that is not a number.
    static func conditions(_ options: [TagValue]) throws(Rejection) -> [@Sendable (ScanFigures) -> Bool] {
        var conditions: [@Sendable (ScanFigures) -> Bool] = []
        for option in options {
            let isAbove = option.tag.hasSuffix("Above")
            let filter = all.first { option.tag == $0.code + (isAbove ? "Above" : "Below") }
            guard let filter, let limit = Double(option.value) else {
                throw .scanner("invalid filter \(option.tag)=\(option.value)")
            }
            conditions.append { figures in
                filter.value(figures).map { isAbove ? $0 >= limit : $0 <= limit } ?? false
            }
        }
        return conditions
    }
}

extension Rejection {
    /// Returns error 162 about a scan.
    static func scanner(_ cause: String) -> Rejection {
        Rejection(162, "Historical Market Data Service error message:Scanner: \(cause)")
    }
}
