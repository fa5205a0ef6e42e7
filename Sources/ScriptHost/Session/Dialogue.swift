internal import DequeModule
internal import LuaBridge

/// What a person types into a run: one piece after the other, each when the one before is through.
///
/// While it is open the script has no end of its own, and an error is shown instead of ending the run.
final class Dialogue {
    private unowned let session: ScriptSession
    private var waiting: Deque<String> = []
    /// The piece that runs; `nil` while none does.
    private(set) var task: ScriptTask?
    let isOpen: Bool
    /// How often the piece has paused since it began or last waited.
    private var pauses = 0

    /// How many instructions a piece may run without waiting: what a script's main chunk may, less a reserve, since a spent
    /// budget would end the session.
    private static let share = 0.5

    init(session: ScriptSession) {
        self.session = session
        isOpen = session.configuration.isDialogue
    }

    /// Takes what a person has typed.
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

    /// Counts a pause of the piece; false when it has run long enough without waiting.
    func mayGoOn() -> Bool {
        pauses += 1
        let budget = session.vm.budget
        return Double(pauses) * Double(budget.instructionsPerSlice) < Double(budget.instructionsForMain) * Self.share
    }

    /// The piece waits.
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
