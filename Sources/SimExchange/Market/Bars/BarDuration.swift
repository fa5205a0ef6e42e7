internal import Notation

/// How far back a request for history reaches: durationStr.
package struct BarDuration: Hashable, Sendable {
    /// The unit after the number.
    package enum Unit: Character, Sendable {
        case seconds = "S"
        case days = "D"
        case weeks = "W"
        case months = "M"
        case years = "Y"
    }

    /// The number of units, at least 1.
    package let count: Int

    /// The unit.
    package let unit: Unit

    /// Parses a text such as `30 D`: a whole number above 0, a blank, and one of `S D W M Y` in either case; `nil` for
    /// any other text.
    ///
    /// A number alone means seconds, as in TWS.
    package init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard let number = parts.first, (1...9).contains(number.utf8.count),
            let count = Digits.number(number, count: number.utf8.count), count > 0
        else { return nil }
        if parts.count == 1 {
            (self.count, unit) = (count, .seconds)
            return
        }
        guard parts.count == 2, parts[1].count == 1, let letter = parts[1].uppercased().first,
            let unit = Unit(rawValue: letter)
        else { return nil }
        (self.count, self.unit) = (count, unit)
    }
}
