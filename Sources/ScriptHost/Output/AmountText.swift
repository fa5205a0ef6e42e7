internal import Notation

/// Prices and amounts of money for display, with at least two decimal places.
package enum AmountText {
    /// Returns a price with all its digits: `190.00`, `10.405`.
    package static func price(_ value: Double) -> String { padded("\(value)") }

    /// Returns an amount with at most four decimal places: `1.00`, `0.3452`, `-2.8333`.
    package static func amount(_ value: Double) -> String {
        guard abs(value) < 1e11 else { return price(value) }
        // Zero has no sign for people: adding zero turns a negative zero into a positive one.
        return padded("\(value.rounded(places: 4) + 0)")
    }

    private static func padded(_ text: String) -> String {
        let bytes = text.utf8
        let hasExponent = bytes.contains(UInt8(ascii: "e"))
        guard !hasExponent, let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return text }
        let digits = bytes.distance(from: point, to: bytes.endIndex) - 1
        return digits < 2 ? text + String(repeating: "0", count: 2 - digits) : text
    }
}
