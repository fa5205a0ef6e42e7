/// The bar sizes of reqHistoricalData.
package enum BarSize: Hashable, Sendable {
    /// A number of seconds, less than a day.
    case seconds(Int)
    case day
    case week
    case month

    /// The texts that TWS accepts, in its order.
    package static let texts: [(text: String, size: BarSize)] = [
        ("1 secs", .seconds(1)), ("5 secs", .seconds(5)), ("10 secs", .seconds(10)), ("15 secs", .seconds(15)),
        ("30 secs", .seconds(30)), ("1 min", .seconds(60)), ("2 mins", .seconds(120)), ("3 mins", .seconds(180)),
        ("5 mins", .seconds(300)), ("10 mins", .seconds(600)), ("15 mins", .seconds(900)), ("20 mins", .seconds(1200)),
        ("30 mins", .seconds(1800)), ("1 hour", .seconds(3600)), ("2 hours", .seconds(7200)),
        ("3 hours", .seconds(10_800)), ("4 hours", .seconds(14_400)), ("8 hours", .seconds(28_800)), ("1 day", .day),
        ("1 week", .week), ("1 month", .month),
    ]

    /// Parses a text such as `5 mins`, in any case, and with or without its final s; also `1W`, `1M` and `1D`; `nil`
    /// for any other text.
    package init?(text: String) {
        func plain(_ text: String) -> String {
            text.lowercased().hasSuffix("s") ? String(text.lowercased().dropLast()) : text.lowercased()
        }
        switch text {
        case "1W": self = .week
        case "1M": self = .month
        case "1D": self = .day
        default:
            guard let found = Self.texts.first(where: { plain($0.text) == plain(text) }) else { return nil }
            self = found.size
        }
    }

    /// The length in seconds; for longer bars, that of the shortest of their kind by trading days.
    var leastSeconds: Int {
        switch self {
        case .seconds(let seconds): seconds
        case .day: 86_400
        case .week: 7 * 86_400
        case .month: 28 * 86_400
        }
    }
}
