package import ScriptHeader

/// What a run is given besides its source.
package struct ScriptConfiguration: Sendable {
    /// Where the orders go.
    package enum Mode: String, Sendable {
        /// The embedded simulator: a key of the header replaces the default.
        case simulator
        /// IB's paper account: the stricter of header and default counts.
        case paper
        /// A real account.
        case live
    }

    /// Where the orders go.
    package var mode: Mode
    /// The header with its inputs filled; `nil` runs the script as one without header.
    package var header: ResolvedHeader?
    /// Decides `math.random`.
    package var seed: Int
    /// Eight hexadecimal digits that name the run in the orders' references.
    package var run: String
    /// Where its time zones come from.
    package var zones: ZoneSource

    /// Whether a person types into the run: it goes on until told to stop, and an error is shown instead of ending it.
    package var isDialogue = false

    /// Whether the script begins again in a run that goes on: orders of its main chunk need a key, or each change of the
    /// file would place them again.
    package var isReloaded = false

    /// Makes a configuration from its parts.
    package init(
        mode: Mode,
        header: ResolvedHeader? = nil,
        seed: Int = 1,
        run: String,
        zones: ZoneSource = .universal
    ) {
        self.zones = zones
        self.mode = mode
        self.header = header
        self.seed = seed
        self.run = run
    }
}
