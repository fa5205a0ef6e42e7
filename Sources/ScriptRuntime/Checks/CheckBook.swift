internal import ScriptHost
internal import Synchronization
internal import Trading

/// Counts what scripts have checked, by the text of each check. Can be used from any thread.
final class CheckBook: Sendable {
    /// All checks with one text.
    struct Entry: Sendable {
        let text: String
        /// How often it passed, and how often it failed.
        var held = 0
        var failed = 0
        /// The line and the moment of the first failure.
        var firstFailure: (line: Int?, moment: RunInstant)?

        init(_ text: String) { self.text = text }
    }

    private struct State {
        var entries: [Entry] = []
        var places: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Counts a check.
    func add(_ check: ScriptCheckResult, at moment: RunInstant) {
        state.withLock { state in
            let place = state.places[check.text] ?? state.entries.count
            if place == state.entries.count {
                state.places[check.text] = place
                state.entries.append(Entry(check.text))
            }
            if check.holds {
                state.entries[place].held += 1
            } else {
                state.entries[place].failed += 1
                if state.entries[place].firstFailure == nil {
                    state.entries[place].firstFailure = (check.line, moment)
                }
            }
        }
    }

    /// The entries, in the order of the first check with each text.
    var entries: [Entry] { state.withLock { $0.entries } }
}
