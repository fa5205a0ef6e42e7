/// The tags of reqAccountSummary.
enum SummaryTags {
    /// The tags whose name differs from that of the account value.
    private static let aliases = [
        "ReqTEquity": "RegTEquity", "ReqTMargin": "RegTMargin",
        "PreviousEquityWithLoanValue": "PreviousDayEquityWithLoanValue",
    ]

    private static let plain = [
        "AccountType": "INDIVIDUAL", "HighestSeverity": "0", "DayTradesRemaining": "-1", "LookAheadNextChange": "0",
    ]

    /// Parses the tags of a request: a comma-separated list; blanks around tags are ignored.
    static func read(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Returns the values of tags; an unknown tag has none.
    static func values(_ tags: [String], _ figures: AccountFigures) -> [AccountValue] {
        tags.flatMap { tag in values(tag, figures) }
    }

    private static func values(_ tag: String, _ figures: AccountFigures) -> [AccountValue] {
        if tag.hasPrefix("$LEDGER") {
            let wanted = tag.split(separator: ":").dropFirst().first.map(String.init) ?? "BASE"
            return figures.ledger.filter { wanted == "ALL" || $0.currency == wanted }
        }
        if tag == "All" {
            return plain.sorted { $0.key < $1.key }.map { AccountValue($0.key, $0.value) } + figures.totals
        }
        if let value = plain[tag] { return [AccountValue(tag, value)] }
        if tag == "Cushion" { return [AccountValue(tag, Cents.decimal(figures.cushion, places: 6))] }
        if tag == "Leverage" { return [AccountValue(tag, Cents.text(figures.leverage))] }
        let key = aliases[tag] ?? tag
        return figures.totals.filter { $0.key == key }.map { AccountValue(tag, $0.value, $0.currency) }
    }
}
