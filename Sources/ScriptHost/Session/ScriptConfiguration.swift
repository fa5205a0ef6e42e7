package import ScriptHeader

/// What a run is given in addition to its source.
package struct ScriptConfiguration: Sendable {
    /// Where the orders go.
    package enum Mode: String, Sendable {
        /// The embedded simulator, on which a header key replaces the default.
        case simulator
        /// IB's paper account, on which the stricter of header and default applies.
        case paper
        /// A real account.
        case live
    }

    /// Where the orders go.
    package var mode: Mode
    /// The header with its inputs filled in; `nil` runs the script as one without a header.
    package var header: ResolvedHeader?
    /// The seed of `math.random`.
    package var seed: Int
    /// Eight hexadecimal digits that identify the run in the orders' references.
    package var run: String
    /// The source of its time zones.
    package var zones: ZoneSource

    /// Whether a person types into the run: it continues until told to stop, and an error is shown instead of ending
    /// it.
    package var isDialogue = false

    /// Whether the script restarts within a run that continues. Orders of its main chunk then need a key, or each
    /// change of the file would place them again.
    package var isReloaded = false

    /// Creates a configuration from its parts.
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
