internal import Synchronization

/// What a run has done outside, in order, each as one line of text: `send placeOrder 1`, `flush`, `show …`.
///
/// The doubles of this target write to it; a test compares it with the expected lines.
package final class RunTrace: Sendable {
    private let entries = Mutex<[String]>([])

    /// Makes an empty trace.
    package init() {}

    /// All lines since the beginning, or since the last ``take()``.
    package var lines: [String] { entries.withLock { $0 } }

    /// Adds a line.
    package func note(_ line: String) { entries.withLock { $0.append(line) } }

    /// Returns the lines so far and clears them.
    package func take() -> [String] {
        entries.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }
}
