package import Trading

/// The part of each night in which TWS restarts, as far as a run needs it.
package protocol NightlyRestart: Sendable {
    /// Whether the moment lies in the window, or less than `lead` seconds before it.
    func contains(_ instant: RunInstant, lead: Double) -> Bool
    /// Returns the first moment after `instant` at which a window begins.
    func start(after instant: RunInstant) -> RunInstant
    /// Returns the end of the window that contains `instant`, or of the next one.
    func end(after instant: RunInstant) -> RunInstant
}

extension RestartWindow: NightlyRestart {}
