internal import ScriptHost
package import Trading

// MARK: What TWS knows about orders

extension RunCoordinator {
    /// Loads what the journal contains from earlier runs; call it before the run starts.
    package func load(_ history: JournalHistory) { desk.load(history) }

    /// Wakes the desk at a moment; one moment at a time.
    func wakeDesk(at moment: RunInstant) {
        run(.cancelTimer(.desk))
        let wait = Double(moment.nanoseconds - clock.now.nanoseconds) / 1e9
        run(.startTimer(.desk, after: max(0, wait)))
    }
}
