/// Takes a run's lines and shows none: of several runs of the same script, one is enough.
final class SilentOutput: RunOutput {
    func show(_ lines: [RunLine]) {}
    var hasRoom: Bool { true }
    func whenRoom(_ action: @escaping @Sendable () -> Void) { action() }
}
