package import ScriptHost

/// Where a run's lines go; taking them never blocks.
package protocol RunOutput: AnyObject, Sendable {
    /// Takes lines, in order.
    func show(_ lines: [ConsoleLine])
    /// Whether a script may go on to print; where not, it waits.
    var hasRoom: Bool { get }
    /// Calls `action` once when there is room again, from any thread.
    func whenRoom(_ action: @escaping @Sendable () -> Void)
}

extension Console: RunOutput {}
