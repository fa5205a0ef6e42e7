internal import Glibc
internal import Notation

/// The progress of a long command and its remaining time, on stderr if that is a terminal.
struct ProgressLine {
    private let title: String
    private let begin = ContinuousClock.now
    private var told = ContinuousClock.now
    private var isShown = false
    private let isTerminal = isatty(2) == 1

    init(_ title: String) { self.title = title }

    /// Shows a share of the work, 0 to 1; about twice per second, and not in the first second.
    mutating func tell(_ share: Double) {
        let now = ContinuousClock.now
        guard isTerminal, share > 0, now - begin > .seconds(1), now - told > .milliseconds(500) else { return }
        told = now
        isShown = true
        let spent = Double((now - begin).components.seconds) + Double((now - begin).components.attoseconds) / 1e18
        let left = SpanText.of(seconds: spent / share * (1 - share))
        StandardStream.error.write("\r\(title): \(Int(share * 100)) %, \(left) left\u{1b}[K")
    }

    /// Removes the line.
    mutating func end() {
        if isShown { StandardStream.error.write("\r\u{1b}[K") }
        isShown = false
    }
}
