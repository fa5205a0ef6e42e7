/// The output for a run's lines; accepting them never blocks.
package protocol RunOutput: AnyObject, Sendable {
    /// Takes what there is to show, in order.
    func show(_ lines: [RunLine])
    /// Whether it shows what happens to orders; otherwise, it is not told.
    var showsOrders: Bool { get }
    /// Whether a script may continue to print; otherwise, it waits.
    var hasRoom: Bool { get }
    /// Calls `action` once when there is room again, from any thread.
    func whenRoom(_ action: @escaping @Sendable () -> Void)
}

extension RunOutput {
    package var showsOrders: Bool { true }
}

extension Console: RunOutput {}
