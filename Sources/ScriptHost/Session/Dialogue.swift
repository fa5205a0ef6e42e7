internal import DequeModule
internal import LuaBridge

/// What a person types into a run: one piece after another, each once the previous one has finished.
///
/// While it is open, the script does not end on its own, and an error is shown instead of ending the run.
final class Dialogue {
    private unowned let session: ScriptSession
    private var waiting: Deque<String> = []
    /// The piece that is running; `nil` if none is.
    private(set) var task: ScriptTask?
    let isOpen: Bool
    /// The number of pauses since the piece began or last waited.
    private var pauses = 0

    /// The share of a main chunk's instructions that a piece may run without waiting; the rest is a reserve, since a
    /// spent budget would end the session.
    private static let share = 0.5

    init(session: ScriptSession) {
        self.session = session
        isOpen = session.configuration.isDialogue
    }

    /// Handles what a person has typed.
    func take(_ entry: ScriptEvent.Entry) {
        guard isOpen else { return }
        switch entry {
        case .text(let text): waiting.append(text)
        case .cancel:
            waiting.removeAll()
            guard let task else { break }
            if session.dropPause(of: task) {
                task.fail(ScriptTask.cancelled)
                break
            }
            do throws(LuaRaise) {
                try task.cancel()
            } catch {
                session.log(error.message)
            }
        }
        advance()
    }

    /// Counts a pause of the piece; returns `false` if it has run long enough without waiting.
    func mayGoOn() -> Bool {
        pauses += 1
        let budget = session.vm.budget
        return Double(pauses) * Double(budget.instructionsPerSlice) < Double(budget.instructionsForMain) * Self.share
    }

    /// Notes that the piece waits.
    func rested() { pauses = 0 }

    private func advance() {
        guard task == nil, let text = waiting.popFirst() else { return }
        let task = ScriptTask(session: session, loans: [])
        self.task = task
        pauses = 0
        task.watch { [unowned self] _ in
            self.task = nil
            advance()
        }
        session.enqueue(.typed(task, text))
    }
}
