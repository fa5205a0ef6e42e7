/// The output for a run's lines; accepting them never blocks.
package protocol RunOutput: AnyObject, Sendable {
    /// Takes what there is to show, in order.
    func show(_ lines: [RunLine])
    /// Whether a script may continue to print; otherwise, it waits.
    var hasRoom: Bool { get }
    /// Calls `action` once when there is room again, from any thread.
    func whenRoom(_ action: @escaping @Sendable () -> Void)
}

extension Console: RunOutput {}
