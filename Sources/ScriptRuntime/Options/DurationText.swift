/// Durations as the command line writes them: `90`, `90s`, `5m`, `1.5h`, `2d`.
package enum DurationText {
    /// Seconds of a text; `nil` when it is none or outside 1 ms to 366 days.
    package static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        var number = text[...]
        var unit = 1.0
        if let last = text.last, let factor = units[last] {
            unit = factor
            number = number.dropLast()
        }
        guard let value = Double(number) else { return nil }
        let seconds = value * unit
        return (0.001...366 * 86400).contains(seconds) ? seconds : nil
    }
}
