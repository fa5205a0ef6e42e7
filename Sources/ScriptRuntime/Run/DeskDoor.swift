internal import ScriptHost
internal import Trading

/// A script's access to the desk of its run.
final class DeskDoor: DeskAccess {
    private unowned let coordinator: RunCoordinator
    private let script: ScriptID

    /// Makes the access of one script.
    init(_ coordinator: RunCoordinator, _ script: ScriptID) {
        self.coordinator = coordinator
        self.script = script
    }

    func submit(_ intent: Intent, line: Int?) -> Verdict { coordinator.submit(intent, of: script, line: line) }
}
