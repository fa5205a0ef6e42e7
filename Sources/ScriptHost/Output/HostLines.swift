internal import Trading

/// What a run may show of what it is given: texts cut, repeated lines counted, floods bounded.
package struct HostLines: Sendable {
    private var repeats = RepeatFilter()
    private var cap = LineCap()
    private var latest = RunInstant(nanoseconds: .min)

    /// Nothing was shown yet.
    package init() {}

    /// Gives what is to be shown now, in order; before a summary and an end also what was counted until then.
    package mutating func admit(_ line: ConsoleLine) -> [ConsoleLine] {
        latest = max(latest, line.time)
        var line = line
        line.event = line.event.bounded
        let counted = line.event.isClosing ? finish() : []
        return counted + repeats.admit(line).flatMap { cap.admit($0) }
    }

    /// Gives what is still to be told at the end.
    package mutating func finish() -> [ConsoleLine] {
        repeats.finish(at: latest).flatMap { cap.admit($0) } + cap.finish(at: latest)
    }
}

extension HostEvent {
    fileprivate var isClosing: Bool {
        switch self {
        case .summary, .ended: true
        default: false
        }
    }
}
