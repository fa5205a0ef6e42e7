internal import Notation

/// Amounts of money as whole cents.
enum Cents {
    /// Returns the nearest whole cent.
    static func rounded(_ amount: Double) -> Double {
        amount.rounded(places: 2)
    }

    /// Returns the amount with two decimal places: `-12.50`.
    static func text(_ amount: Double) -> String {
        decimal(amount, places: 2)
    }

    /// Returns the number with a fixed number of decimal places.
    static func decimal(_ number: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { power, _ in power * 10 }
        let scaled = (number * scale).rounded()
        guard scaled.isFinite, abs(scaled) < 9e17 else { return "0" }
        let padded = Digits.padded(Int(abs(scaled)), to: places + 1)
        let point = padded.index(padded.endIndex, offsetBy: -places)
        return (scaled < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }
}
