package import ScriptHost
package import Trading

/// What a run has to show, before it is made into lines: the event loop only notes it, and the output's thread does the
/// rest.
package struct RunLine: Sendable {
    /// The content.
    package enum Content: Sendable {
        /// An event.
        case event(HostEvent)
        /// An accepted intent.
        case verdict(Verdict)
    }

    /// The run's time.
    package var time: RunInstant
    /// The script's name if a run has several; `nil` if it has only one, and for lines of the run itself.
    package var source: String?
    /// What is shown.
    package var content: Content

    /// Creates an instance from its parts.
    package init(time: RunInstant, source: String?, content: Content) {
        self.time = time
        self.source = source
        self.content = content
    }

    /// Notes a line that is made already.
    package init(_ line: ConsoleLine) {
        self.init(time: line.time, source: line.source, content: .event(line.event))
    }

    /// Makes the lines that it becomes, in order.
    func forEachLine(_ take: (ConsoleLine) -> Void) {
        switch content {
        case .event(let event): take(ConsoleLine(time: time, source: source, event: event))
        case .verdict(let verdict):
            HostEvent.forEachLine(of: verdict) { take(ConsoleLine(time: time, source: source, event: $0)) }
        }
    }

    /// The lines that it becomes.
    package var lines: [ConsoleLine] {
        var lines: [ConsoleLine] = []
        forEachLine { lines.append($0) }
        return lines
    }

    /// The approximate size of the lines in bytes.
    package var cost: Int {
        switch content {
        case .event(let event): ConsoleLine(time: time, source: source, event: event).cost
        case .verdict(let verdict): verdict.lineCount * Self.orderCost
        }
    }

    /// The approximate size of an order's line.
    private static let orderCost = 150
}

extension Verdict {
    /// Whether the user is told of it.
    var isShown: Bool { lineCount > 0 }

    /// The number of lines by which the user is told of it.
    fileprivate var lineCount: Int {
        switch self {
        case .placed(let entries), .known(let entries): entries.count
        case .modified: 1
        case .needs, .orders, .holdings, .cancelling, .requested, .denied, .impossible: 0
        }
    }
}
