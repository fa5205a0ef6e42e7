public import ScriptHeader

/// What a run is given besides its source.
public struct ScriptConfiguration: Sendable {
    /// Where the orders go.
    public enum Mode: String, Sendable {
        /// The embedded simulator: a key of the header replaces the default.
        case simulator
        /// IB's paper account: the stricter of header and default counts.
        case paper
    }

    /// Where the orders go.
    public var mode: Mode
    /// The header with its inputs filled; `nil` runs the script as one without header.
    public var header: ResolvedHeader?
    /// Decides `math.random`.
    public var seed: Int
    /// Eight hexadecimal digits that name the run in the orders' references.
    public var run: String

    /// Makes a configuration from its parts.
    public init(mode: Mode, header: ResolvedHeader? = nil, seed: Int = 1, run: String) {
        self.mode = mode
        self.header = header
        self.seed = seed
        self.run = run
    }
}
