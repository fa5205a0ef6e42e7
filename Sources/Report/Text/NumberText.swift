internal import Notation

/// Numbers as reports print them; an undefined value is a dash.
package enum NumberText {
    /// Returns a number with so many decimal places (0 to 9), with thousands separators if `grouped`.
    package static func fixed(_ value: Double, places: Int, grouped: Bool = false, signed: Bool = false) -> String {
        guard value.isFinite else { return "–" }
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 9e15 else { return "\(value)" }
        let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
        var text = grouped ? thousands(whole) : "\(whole)"
        if places > 0 { text += "." + Digits.padded(rest, to: places) }
        guard scaled > 0 else { return text }
        return (value < 0 ? "-" : signed ? "+" : "") + text
    }

    /// Returns a fraction in percent, with two decimal places.
    package static func percent(_ fraction: Double, signed: Bool = false) -> String {
        guard fraction.isFinite else { return "–" }
        return fixed(fraction * 100, places: 2, signed: signed) + " %"
    }

    /// Returns a quantity or a price without superfluous zeros, with at most six decimal places.
    package static func plain(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let text = fixed(value, places: 6)
        guard text.contains(".") else { return text }
        let digits = text.reversed().drop { $0 == "0" }
        return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
    }

    /// Returns a figure in its unit.
    package static func figure(_ value: Double?, _ unit: MetricTable.Unit) -> String {
        guard let value else { return "–" }
        switch unit {
        case .money: return fixed(value, places: 2, grouped: true)
        case .fraction: return percent(value)
        case .number: return fixed(value, places: 2)
        case .count: return fixed(value, places: 0)
        }
    }

    /// Returns a number in JSON; `null` for what JSON cannot represent.
    package static func json(_ value: Double?, isWhole: Bool = false) -> String {
        guard let value, value.isFinite else { return "null" }
        return isWhole ? fixed(value, places: 0) : "\(value)"
    }

    private static func thousands(_ whole: Int) -> String {
        guard whole >= 1000 else { return "\(whole)" }
        return thousands(whole / 1000) + "," + Digits.padded(whole % 1000, to: 3)
    }
}
