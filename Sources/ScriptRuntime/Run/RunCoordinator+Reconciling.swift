internal import ScriptHost
package import Trading

// MARK: What TWS knows of orders

extension RunCoordinator {
    /// Takes in what the journal tells of earlier runs; before the run begins.
    package func load(_ history: JournalHistory) { desk.load(history) }

    /// The desk wants to be woken; one moment at a time.
    func wakeDesk(at moment: RunInstant) {
        run(.cancelTimer(.desk))
        let wait = Double(moment.nanoseconds - clock.now.nanoseconds) / 1e9
        run(.startTimer(.desk, after: max(0, wait)))
    }
}
