internal import ScriptHost
internal import Trading

/// Something to show once the socket has its bytes; formatted into lines only then.
struct PendingLine {
    /// The content.
    enum Content {
        case event(HostEvent)
        case verdict(Verdict)
    }

    let time: RunInstant
    let script: ScriptID?
    let content: Content

    /// Returns the lines; `names` are those of the scripts if a run has several, otherwise empty.
    func lines(_ names: [String]) -> [ConsoleLine] {
        let source = script.flatMap { names.isEmpty ? nil : names[$0.number] }
        switch content {
        case .event(let event): return [ConsoleLine(time: time, source: source, event: event)]
        case .verdict(let verdict):
            return HostEvent.lines(of: verdict).map { ConsoleLine(time: time, source: source, event: $0) }
        }
    }
}

extension Verdict {
    /// Whether the user is told of it.
    var isShown: Bool {
        switch self {
        case .placed, .modified, .known: true
        case .needs, .orders, .holdings, .cancelling, .requested, .denied, .impossible: false
        }
    }
}
