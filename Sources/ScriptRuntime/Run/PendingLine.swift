internal import ScriptHost
internal import Trading

/// Something to show that waits for the socket to have had its bytes; made into lines only then.
struct PendingLine {
    /// What is shown.
    enum Content {
        case event(HostEvent)
        case verdict(Verdict)
    }

    let time: RunInstant
    let script: ScriptID?
    let content: Content

    /// The lines; `names` are those of the scripts where a run has several, else empty.
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
    /// Whether people are told of it.
    var isShown: Bool {
        switch self {
        case .placed, .modified, .known: true
        case .needs, .orders, .holdings, .cancelling, .requested, .denied, .impossible: false
        }
    }
}
