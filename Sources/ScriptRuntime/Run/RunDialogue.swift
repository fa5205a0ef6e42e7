internal import ScriptHost
internal import Synchronization

/// A person who types into a run, between the thread of the terminal and the run's own.
package final class RunDialogue: Sendable {
    /// What the person wants.
    enum Wish: Sendable, Hashable {
        case entry(ScriptEvent.Entry)
        /// The simulator's time is to leap so many seconds.
        case hurry(Double)
        /// The run is to end.
        case end
    }

    private struct State {
        var wishes: [Wish] = []
        var signal: (@Sendable () -> Void)?
    }

    /// Where the run's output goes, for the terminal to show.
    let descriptor: Int32
    private let state = Mutex(State())

    /// A person whose terminal takes the run's output from a descriptor.
    init(output descriptor: Int32) { self.descriptor = descriptor }

    /// Tells the run; before it has begun it is kept. From any thread.
    func tell(_ wish: Wish) {
        let signal = state.withLock { state in
            state.wishes.append(wish)
            return state.signal
        }
        signal?()
    }

    /// Says how the run is told that there is something; called once, on its loop.
    func open(_ signal: @escaping @Sendable () -> Void) {
        state.withLock { $0.signal = signal }
        signal()
    }

    /// What was told since.
    func take() -> [Wish] {
        state.withLock { state in
            defer { state.wishes = [] }
            return state.wishes
        }
    }
}

extension RunCoordinator {
    /// Does what a person wants.
    func hear(_ dialogue: RunDialogue?) {
        for wish in dialogue?.take() ?? [] {
            switch wish {
            case .entry(let entry): take(.typed(entry))
            case .hurry(let seconds): whenHurried(seconds)
            case .end: take(.stop(.other("closed at the terminal")))
            }
        }
    }
}
