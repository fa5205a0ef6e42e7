internal import DequeModule
internal import LuaBridge

/// What a person types into a run: one piece after another, each once the previous one has finished.
///
/// While it is open, the script does not end on its own, and an error is shown instead of ending the run.
final class Dialogue {
    private unowned let session: ScriptSession
    private var waiting: Deque<(number: Int, text: String)> = []
    /// The number of pieces so far.
    private var count = 0
    /// The piece that is running; `nil` if none is.
    private(set) var task: ScriptTask?
    let isOpen: Bool

    init(session: ScriptSession) {
        self.session = session
        isOpen = session.configuration.isDialogue
    }

    /// Handles what a person has typed.
    func take(_ entry: ScriptEvent.Entry) {
        guard isOpen else { return }
        switch entry {
        case .text(let text):
            count += 1
            waiting.append((count, text))
        case .cancel:
            dropWaiting()
            session.interruptWork()
            guard let task else { break }
            do throws(LuaRaise) {
                try task.cancel()
            } catch {
                session.log(error.message)
            }
        }
        advance()
    }

    /// Drops the pieces that have not begun.
    func dropWaiting() {
        let dropped = waiting
        waiting.removeAll()
        for (number, _) in dropped { session.whenEntryEnds(number, false) }
    }

    private func advance() {
        guard task == nil, let (number, text) = waiting.popFirst() else { return }
        let task = ScriptTask(session: session, loans: [])
        self.task = task
        task.watch { [unowned self] task in
            self.task = nil
            if case .finished = task.state {
                session.whenEntryEnds(number, true)
            } else {
                session.whenEntryEnds(number, false)
            }
            advance()
        }
        session.enqueue(.typed(task, text))
    }
}
