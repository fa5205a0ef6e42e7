internal import Notation
internal import TWSWire

/// What the catalogue and the prices say about a company, as reported by generic tick 258 and reqFundamentalData.
///
/// There are no financial statements: figures that need them are omitted, not made up.
struct Fundamentals {
    let instrument: Instrument
    let price: Double

    /// The high of 52 weeks; `nil` without bars.
    let high: Double?

    /// The low of 52 weeks; `nil` without bars.
    let low: Double?

    /// The average daily volume of ten days in shares; `nil` without bars.
    let averageVolume: Double?

    /// The ratios with IB's names: price, high and low of 52 weeks, average volume of ten days in millions.
    private var ratios: [(name: String, value: Double)] {
        let all = [
            ("NPRICE", price), ("NHIG", high), ("NLOW", low), ("VOL10DAVG", averageVolume.map { $0 / 1_000_000 }),
        ]
        return all.compactMap { name, value in value.map { (name, $0.rounded(places: 5)) } }
    }

    /// The value of tick 47: `NAME=value` pairs separated by semicolons.
    var ratioText: String { ratios.map { "\($0.name)=\($0.value)" }.joined(separator: ";") }

    /// Returns a type of report as XML; `nil` for one that the simulator lacks.
    func report(_ type: String) -> String? {
        switch type {
        case "ReportSnapshot": Self.document("ReportSnapshot", snapshot)
        case "ReportsFinSummary":
            Self.document("FinancialSummary", ["EPSs", "DividendPerShares", "TotalRevenues"].map(empty).joined())
        default: nil
        }
    }

    private var snapshot: String {
        let ids = [
            ("Name", instrument.longName), ("Ticker", instrument.symbol), ("ISIN", instrument.isin),
            ("CUSIP", instrument.cusip),
        ]
        let issue = ids.filter { !$0.1.isEmpty }.map { "<IssueID Type=\"\($0.0)\">\(Self.escaped($0.1))</IssueID>" }
        let industries = [instrument.industry, instrument.category, instrument.subcategory].enumerated().map {
            "<Industry order=\"\($0 + 1)\">\(Self.escaped($1))</Industry>"
        }
        let figures = ratios.map { "<Ratio FieldName=\"\($0.name)\" Type=\"N\">\($0.value)</Ratio>" }
        return "<CoIDs><CoID Type=\"CompanyName\">\(Self.escaped(instrument.longName))</CoID></CoIDs>"
            + "<Issues><Issue ID=\"1\" Type=\"C\" Desc=\"Common Stock\" Order=\"1\">\(issue.joined())"
            + "<Exchange Code=\"\(instrument.listing)\">\(instrument.listing)</Exchange></Issue></Issues>"
            + "<peerInfo><IndustryInfo>\(industries.joined())</IndustryInfo></peerInfo>"
            + "<Ratios PriceCurrency=\"\(instrument.currency)\"><Group ID=\"Price and Volume\">"
            + "\(figures.joined())</Group></Ratios>"
    }

    private func empty(_ list: String) -> String { "<\(list) currency=\"\(instrument.currency)\"></\(list)>" }

    private static func document(_ root: String, _ content: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><\(root)>\(content)</\(root)>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
