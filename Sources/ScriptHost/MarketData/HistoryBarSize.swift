internal import LuaBridge
internal import Trading

/// A bar size that TWS supports, with IB's own text.
struct HistoryBarSize: Hashable, Sendable {
    /// IB's text, such as `5 mins`.
    let text: String
    /// The length in seconds; a month counts as 31 days.
    let seconds: Int

    /// Whether a bar is identified by its day rather than a time.
    var isDay: Bool { seconds >= 86_400 }

    /// Every size, shortest first; source: protocol, "Bar sizes".
    static let all: [HistoryBarSize] = [
        "1 secs", "5 secs", "10 secs", "15 secs", "30 secs", "1 min", "2 mins", "3 mins", "5 mins", "10 mins",
        "15 mins", "20 mins", "30 mins", "1 hour", "2 hours", "3 hours", "4 hours", "8 hours", "1 day", "1 week",
        "1 month",
    ].map { HistoryBarSize(text: $0, seconds: Int(BarSpan.seconds(barSize: $0) ?? 0)) }

    static let minute = HistoryBarSize(text: "1 min", seconds: 60)

    private init(text: String, seconds: Int) { (self.text, self.seconds) = (text, seconds) }

    /// Parses a size as people write it: `5 min` and `5 mins` are the same.
    init?(_ text: String) {
        let seconds = BarSpan.seconds(barSize: text.lowercased()).flatMap { Int(exactly: $0) }
        guard let found = Self.all.first(where: { $0.seconds == seconds }) else { return nil }
        self = found
    }

    /// Parses the size that a function was given.
    init(_ text: String, function: String) throws(LuaRaise) {
        guard let size = HistoryBarSize(text) else {
            let option = function == "bars" ? "" : "bars: "
            throw LuaRaise(message: "\(function): \(option)\(Self.fault(text))", remedy: Self.remedy)
        }
        self = size
    }

    /// Says that the text is no size, and what is.
    static func fault(_ text: String) -> String { "\(ShownText.quoted(text)) is not a bar size" }
    static var remedy: String { "expected one of: \(all.map(\.text).joined(separator: ", "))" }

    /// Whether IB accepts a duration for this size in one request; source: protocol, "Durations".
    ///
    /// This does not mean that it will deliver so many bars.
    func takes(duration text: String) -> Bool {
        let words = text.split(separator: " ")
        guard words.count == 2, let count = Int(words[0]) else { return false }
        switch words[1] {
        case "S": return count >= 30 && count <= (seconds == 1 ? 2_000 : 86_400)
        case "D": return count <= 365 && seconds >= 5
        case "W": return count <= 52 && seconds >= 10
        case "M": return count <= 12 && seconds >= 30
        default: return count <= 68 && seconds >= 60
        }
    }

    /// The calendar seconds that one part of a split request covers.
    var part: Int {
        switch seconds {
        case 1: 1_800
        case ..<10: 7_200
        case ..<30: 14_400
        case ..<60: 28_800
        case ..<120: 7 * 86_400
        case ..<300: 14 * 86_400
        case ..<600: 30 * 86_400
        case ..<1_800: 60 * 86_400
        case ..<3_600: 120 * 86_400
        case ..<86_400: 180 * 86_400
        default: 10 * 365 * 86_400
        }
    }

    /// The default duration of `bars`: some hundreds of bars.
    var usualDuration: String {
        switch seconds {
        case 1: "1800 S"
        case ..<60: "3600 S"
        case ..<120: "1 D"
        case ..<600: "2 D"
        case ..<3_600: "1 W"
        case ..<86_400: "1 M"
        case ..<(7 * 86_400): "1 Y"
        default: "5 Y"
        }
    }
}
