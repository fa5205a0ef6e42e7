/// Symbols as data files write them.
package enum MarketSymbol {
    private static let endings = [".CSV", ".TXT", ".US"]

    /// Returns the symbol for a column or file name: in capitals, without `.csv`, `.txt` and Stooq's `.us`.
    package static func of(_ text: String) -> String {
        var name = text.uppercased()
        for ending in endings where name.hasSuffix(ending) && name.count > ending.count {
            name.removeLast(ending.count)
        }
        return name
    }
}
