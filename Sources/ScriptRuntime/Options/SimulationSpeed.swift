/// How fast the simulator's clock runs.
package enum SimulationSpeed: Sendable, Hashable, CustomStringConvertible {
    /// A number of virtual seconds per real second.
    case factor(Double)
    /// From event to event without waiting.
    case maximum

    /// Parses `1`, `10x`, `0.5x` or `max`.
    ///
    /// - Throws: An error for any other text, and for a factor outside 0.001 to 1,000,000.
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

    /// The speed as written on the command line.
    package var description: String {
        switch self {
        case .factor(let factor): (Int(exactly: factor).map { "\($0)" } ?? "\(factor)") + "x"
        case .maximum: "max"
        }
    }
}
