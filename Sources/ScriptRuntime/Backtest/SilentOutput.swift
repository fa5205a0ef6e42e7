internal import ScriptHost
internal import Synchronization

/// Takes a run's lines and shows none: of several runs of the same script, one is enough.
final class SilentOutput: RunOutput {
    private struct State {
        var end: RunEnd?
        /// The last refusal, whose end does not repeat it.
        var refusal: String?
    }

    private let state = Mutex(State())

    /// Why the script ended; `nil` before that.
    var reason: String? {
        state.withLock(\.end).map { end in end.reason.rawValue + (end.message.map { ": \($0)" } ?? "") }
    }

    func show(_ lines: [RunLine]) {
        for line in lines {
            switch line.content {
            case .event(.denied(_, let message, _, _, _)): state.withLock { $0.refusal = message }
            case .event(.ended(var end)):
                state.withLock { state in
                    if end.reason == .denied { end.message = end.message ?? state.refusal }
                    state.end = end
                }
            default: break
            }
        }
    }

    var showsOrders: Bool { false }
    var hasRoom: Bool { true }
    func whenRoom(_ action: @escaping @Sendable () -> Void) { action() }
}
