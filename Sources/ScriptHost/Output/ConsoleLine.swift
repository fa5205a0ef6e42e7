internal import Notation
package import Trading

/// Something that is shown: when, of which script, and what.
package struct ConsoleLine: Sendable, Hashable {
    /// The run's time.
    package var time: RunInstant
    /// The script's name where a run has several; `nil` where there is one, and for lines of the run itself.
    package var source: String?
    /// What is shown.
    package var event: HostEvent

    /// Makes a line from its parts.
    package init(time: RunInstant, source: String? = nil, event: HostEvent) {
        self.time = time
        self.source = source
        self.event = event
    }

    /// Whether people find it on stdout: what the script prints, and its data.
    package var isPrint: Bool {
        switch event {
        case .print, .data, .screen: true
        default: false
        }
    }

    /// Lines for people, nothing in them as a terminal would act on it; a print's own line feeds and tabs pass.
    ///
    /// - Parameter clock: The time of day, for lines that bear it: all but prints.
    package func text(clock: (RunInstant) -> String) -> [String] {
        let name = source.map { EscapedText.of($0) + ": " } ?? ""
        if case .data(let text) = event { return [EscapedText.lines(text)] }
        if case .screen(let rows) = event { return rows.map { EscapedText.of($0) } }
        if case .print(let text) = event { return [name + EscapedText.lines(text)] }
        let start = clock(time) + " " + name
        return event.lines.map { start + EscapedText.of($0) }
    }

    /// One JSON object on one line: `event`, `time`, `script`, then what the event holds.
    package var json: String {
        var line = JSONLine()
        line.add("event", event.name)
        line.add("time", time)
        line.add("script", source)
        event.add(to: &line)
        return line.text
    }

    /// Bytes that the line takes, roughly.
    package var cost: Int { event.cost + (source?.utf8.count ?? 0) }
}
