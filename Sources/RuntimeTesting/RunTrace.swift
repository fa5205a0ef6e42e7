internal import Synchronization

/// What a run did outside, in order, each thing as one line of text: `send placeOrder 1`, `flush`, `show …`.
///
/// The doubles of this target write into it; a test compares it with what must come out.
package final class RunTrace: Sendable {
    private let entries = Mutex<[String]>([])

    /// Nothing has been done.
    package init() {}

    /// Everything since the beginning, or since the last ``take()``.
    package var lines: [String] { entries.withLock { $0 } }

    /// Adds a line.
    package func note(_ line: String) { entries.withLock { $0.append(line) } }

    /// Gives the lines so far and forgets them.
    package func take() -> [String] {
        entries.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }
}
