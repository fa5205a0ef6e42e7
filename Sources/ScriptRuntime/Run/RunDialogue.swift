internal import Dispatch
internal import ScriptHost
internal import Synchronization

/// The user who types into a run, between the thread of the terminal and the run's own.
package final class RunDialogue: Sendable {
    /// A wish of the user.
    enum Wish: Sendable, Hashable {
        case entry(ScriptEvent.Entry)
        /// Let the simulator's time leap so many seconds.
        case hurry(Double)
        /// End the run.
        case end
    }

    private struct State {
        var wishes: [Wish] = []
        var signal: (@Sendable () -> Void)?
        var reins: ScriptReins?
        var failed: Set<Int> = []
    }

    /// The descriptor for the run's output, which the terminal shows.
    let descriptor: Int32
    private let state = Mutex(State())

    /// Makes a dialogue whose terminal takes the run's output from a descriptor.
    init(output descriptor: Int32) { self.descriptor = descriptor }

    /// Tells the run; before it has started, the wish is kept. From any thread.
    func tell(_ wish: Wish) {
        let signal = state.withLock { state in
            state.wishes.append(wish)
            return state.signal
        }
        signal?()
    }

    /// The numbers of the texts that ended with an error or never began, in the order in which they were typed, from 1.
    var failed: Set<Int> { state.withLock(\.failed) }

    /// Notes how the n-th text ended.
    func note(entry number: Int, succeeded: Bool) {
        if !succeeded { state.withLock { _ = $0.failed.insert(number) } }
    }

    /// How long what runs may keep the run from hearing of an interruption, in seconds.
    private static let patience = 0.2

    /// Interrupts what runs or waits. From any thread.
    ///
    /// The run hears of it in its next turn; what does not let it have one, such as an endless function that `sort`
    /// calls, is ended from here.
    func interrupt() {
        tell(.entry(.cancel))
        if let reins = state.withLock(\.reins) { press(reins) }
    }

    private func press(_ reins: ScriptReins) {
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [self] in
            guard state.withLock({ $0.wishes.contains(.entry(.cancel)) }) else { return }
            if let entry = reins.entry() { reins.end(entry) }
            press(reins)
        }
    }

    /// Sets how the run is notified of new wishes, and how its script is stopped; call it once, on its loop.
    func open(_ reins: ScriptReins?, _ signal: @escaping @Sendable () -> Void) {
        state.withLock { ($0.signal, $0.reins) = (signal, reins) }
        signal()
    }

    /// Takes the wishes since the last call.
    func take() -> [Wish] {
        state.withLock { state in
            defer { state.wishes = [] }
            return state.wishes
        }
    }
}

extension RunCoordinator {
    /// Carries out the user's wishes.
    func hear(_ dialogue: RunDialogue?) {
        for wish in dialogue?.take() ?? [] {
            switch wish {
            case .entry(let entry):
                whenTyped()
                take(.typed(entry))
            case .hurry(let seconds): whenHurried(seconds)
            case .end: take(.stop(.other("closed at the terminal")))
            }
        }
    }
}
