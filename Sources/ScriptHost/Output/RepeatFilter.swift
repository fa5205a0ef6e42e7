package import Trading

/// Counts repeated lines of the host instead of showing them again.
///
/// A host line that equals one of the last 16 distinct ones of the same 10 s and the same minute is counted. The count
/// is shown once the time is over, another line takes its place, or the run ends. Prints and logs of scripts pass.
package struct RepeatFilter: Sendable {
    /// The number of distinct lines remembered.
    package static let lines = 16
    /// How long a line is remembered, in nanoseconds.
    package static let window: Int64 = 10_000_000_000
    private static let minute: Int64 = 60_000_000_000

    private struct Entry {
        let line: ConsoleLine
        let hash: Int
        let deadline: Int64
        var count = 0
    }

    private var entries: [Entry] = []

    /// Creates a filter that has seen nothing.
    package init() {}

    /// Returns the lines to show now: counts whose time is over, then the line itself unless it is counted.
    package mutating func admit(_ line: ConsoleLine) -> [ConsoleLine] {
        var shown = expire(at: line.time)
        guard line.event.isRepeatable else { return shown.isEmpty ? [line] : shown + [line] }
        let hash = Self.hash(of: line)
        if let index = entries.firstIndex(where: { $0.hash == hash && $0.line.isSame(as: line) }) {
            entries[index].count += 1
            return shown
        }
        if entries.count == Self.lines { shown += Self.told(entries.removeFirst(), at: line.time) }
        let deadline = Self.deadline(line.time.nanoseconds)
        entries.append(Entry(line: line, hash: hash, deadline: deadline))
        return shown + [line]
    }

    /// Returns the counts still to be reported.
    package mutating func finish(at now: RunInstant) -> [ConsoleLine] {
        defer { entries = [] }
        return entries.flatMap { Self.told($0, at: now) }
    }

    /// Whether a count's time is over.
    func isDue(at now: RunInstant) -> Bool { entries.first.map { $0.deadline <= now.nanoseconds } ?? false }

    private mutating func expire(at now: RunInstant) -> [ConsoleLine] {
        guard isDue(at: now) else { return [] }
        let over = entries.prefix { $0.deadline <= now.nanoseconds }
        entries.removeFirst(over.count)
        return over.flatMap { Self.told($0, at: now) }
    }

    /// Returns the end of the window or of the minute, whichever comes first.
    private static func deadline(_ now: Int64) -> Int64 {
        let (next, isLast) = (now - modulo(now, minute)).addingReportingOverflow(minute)
        return isLast ? .max : min(now.addingReportingOverflow(window).partialValue, next)
    }

    private static func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private static func told(_ entry: Entry, at now: RunInstant) -> [ConsoleLine] {
        guard entry.count > 0 else { return [] }
        let event = entry.line.event
        let told = HostEvent.repeated(name: event.name, count: entry.count, message: event.text)
        return [ConsoleLine(time: now, source: entry.line.source, event: told)]
    }

    private static func hash(of line: ConsoleLine) -> Int {
        var hasher = Hasher()
        hasher.combine(line.source)
        hasher.combine(line.event)
        return hasher.finalize()
    }
}

extension ConsoleLine {
    /// Whether the lines differ at most in their time.
    fileprivate func isSame(as other: ConsoleLine) -> Bool { source == other.source && event == other.event }
}

extension HostEvent {
    /// Whether repeating the event says nothing new.
    fileprivate var isRepeatable: Bool {
        switch self {
        case .error, .note, .alarm, .denied, .status: true
        default: false
        }
    }
}
