internal import Trading

/// Decides what a run shows of its output: cuts texts, counts repeated lines and bounds floods.
package struct HostLines: Sendable {
    private var repeats = RepeatFilter()
    private var cap = LineCap()
    private var latest = RunInstant(nanoseconds: .min)

    /// Creates an instance that has shown nothing.
    package init() {}

    /// Returns the lines to show now, in order; before a summary and an end, also what was counted until then.
    package mutating func admit(_ line: ConsoleLine) -> [ConsoleLine] {
        latest = max(latest, line.time)
        var line = line
        line.event = line.event.bounded
        let counted = line.event.isClosing ? finish() : []
        let passed = repeats.admit(line)
        if counted.isEmpty, passed.count == 1 { return cap.admit(passed[0]) }
        return counted + passed.flatMap { cap.admit($0) }
    }

    /// Whether a line is shown as it is, with nothing before it: ``admit(_:)`` would return it alone.
    package mutating func passes(_ line: ConsoleLine) -> Bool {
        guard line.event.isAlwaysShown, !repeats.isDue(at: line.time), !cap.isDue(at: line.time) else { return false }
        latest = max(latest, line.time)
        return true
    }

    /// Returns the lines still to be shown at the end.
    package mutating func finish() -> [ConsoleLine] {
        repeats.finish(at: latest).flatMap { cap.admit($0) } + cap.finish(at: latest)
    }
}

extension HostEvent {
    /// Whether it is neither cut nor counted, whatever came before.
    fileprivate var isAlwaysShown: Bool {
        switch self {
        case .placed, .modified: isShort
        case .print, .data, .screen, .log: true
        default: false
        }
    }

    fileprivate var isClosing: Bool {
        switch self {
        case .summary, .ended: true
        default: false
        }
    }
}
