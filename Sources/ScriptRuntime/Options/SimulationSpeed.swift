/// How fast the simulator's clock runs.
package enum SimulationSpeed: Sendable, Hashable {
    /// So many virtual seconds in a real one.
    case factor(Double)
    /// From event to event without waiting.
    case maximum

    /// Reads `1`, `10x`, `0.5x` or `max`; `nil` for anything else.
    package init?(_ text: String) {
        if text == "max" {
            self = .maximum
        } else if let factor = Double(text.hasSuffix("x") ? String(text.dropLast()) : text),
            (0.001...1_000_000).contains(factor)
        {
            self = .factor(factor)
        } else {
            return nil
        }
    }
}
