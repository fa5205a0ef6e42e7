/// Durations as on the command line: `90`, `90s`, `5m`, `1.5h`, `2d`.
package enum DurationText {
    /// Returns the seconds in a text.
    ///
    /// - Throws: An error for a text that is not a duration, or one outside 1 ms to 366 days.
    package static func seconds(option text: String) throws(OptionFault) -> Double {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        var number = text[...]
        var unit = 1.0
        if let last = text.last, let factor = units[last] {
            unit = factor
            number = number.dropLast()
        }
        guard let value = Double(number), (0.001...366 * 86400).contains(value * unit) else {
            throw OptionFault("not a duration: write 30s, 5m, 2h or 1d")
        }
        return value * unit
    }
}
