/// How fast the simulator's clock runs.
package enum SimulationSpeed: Sendable, Hashable, CustomStringConvertible {
    /// So many virtual seconds in a real one.
    case factor(Double)
    /// From event to event without waiting.
    case maximum

    /// Reads `1`, `10x`, `0.5x` or `max`.
    ///
    /// - Throws: for any other text, and for a factor outside 0.001 to 1,000,000.
    package init(option text: String) throws(OptionFault) {
        if text == "max" {
            self = .maximum
        } else if let factor = Double(text.hasSuffix("x") ? String(text.dropLast()) : text),
            (0.001...1_000_000).contains(factor)
        {
            self = .factor(factor)
        } else {
            throw OptionFault("no speed; write 1x, 10x, 0.5x or max")
        }
    }

    /// As it is written on the command line.
    package var description: String {
        switch self {
        case .factor(let factor): (Int(exactly: factor).map { "\($0)" } ?? "\(factor)") + "x"
        case .maximum: "max"
        }
    }
}
