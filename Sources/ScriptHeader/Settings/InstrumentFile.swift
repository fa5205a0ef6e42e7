package import MarketFiles

/// Reads `instruments.toml`, which describes the instruments of market data files that are not US stocks.
///
/// It has one table per symbol, such as `[ES]` with `sec_type = "FUT"`, `exchange = "CME"` and `min_tick = 0.25`.
package enum InstrumentFile {
    private static let keys = [
        "sec_type", "exchange", "primary_exchange", "currency", "min_tick", "min_size", "multiplier", "expiry", "hours",
        "name",
    ]
    private static let kinds = ["STK", "FUT", "CASH"]

    /// Returns the descriptions in the file, by symbol.
    ///
    /// - Throws: ``HeaderError`` with the line.
    package static func descriptions(_ text: String, file: String) throws(HeaderError) -> [String:
        InstrumentDescription]
    {
        let root = try HeaderTable.parse(HeaderComment(text: text, firstLine: 1), file: file, subject: "file")
        var descriptions: [String: InstrumentDescription] = [:]
        for entry in root.entries {
            guard let table = try root.table(entry.key) else { continue }
            descriptions[MarketSymbol.of(entry.key)] = try description(table)
        }
        return descriptions
    }

    private static func description(_ table: HeaderTable) throws(HeaderError) -> InstrumentDescription {
        try table.allowOnly(keys)
        var found = InstrumentDescription()
        if let kind = try table.text("sec_type", longest: 10) {
            guard kinds.contains(kind) else {
                throw table.failure(.invalidValue, "sec_type", "\(kind) is not one of \(kinds.joined(separator: ", "))")
            }
            found.secType = kind
        }
        if let word = try table.text("hours", longest: 20) {
            let words = InstrumentDescription.Hours.allCases.map(\.rawValue)
            guard let hours = InstrumentDescription.Hours(rawValue: word) else {
                throw table.failure(.invalidValue, "hours", "\(word) is not one of \(words.joined(separator: ", "))")
            }
            found.hours = hours
        }
        found.exchange = try table.text("exchange", longest: 20) ?? found.exchange
        found.primaryExchange = try table.text("primary_exchange", longest: 20) ?? found.primaryExchange
        found.currency = try table.text("currency", longest: 3) ?? found.currency
        found.minTick = try table.positiveNumber("min_tick", largest: 1_000) ?? found.minTick
        found.minSize = try table.positiveNumber("min_size", largest: 1e9) ?? found.minSize
        found.multiplier = try table.positiveNumber("multiplier", largest: 1e9) ?? found.multiplier
        found.expiry = try table.text("expiry", longest: 8) ?? found.expiry
        found.name = try table.text("name", longest: 60)
        return found
    }
}
