internal import Notation
package import Trading

/// A line of output: its time, its script and what it shows.
package struct ConsoleLine: Sendable, Hashable {
    /// The run's time.
    package var time: RunInstant
    /// The script's name if a run has several; `nil` if it has only one, and for lines of the run itself.
    package var source: String?
    /// What is shown.
    package var event: HostEvent

    /// Creates a line from its parts.
    package init(time: RunInstant, source: String? = nil, event: HostEvent) {
        self.time = time
        self.source = source
        self.event = event
    }

    /// Whether it goes to stdout: what the script prints, and its data.
    package var isPrint: Bool {
        switch event {
        case .print, .data, .screen: true
        default: false
        }
    }

    /// Returns lines for people without anything that a terminal would act on, except line feeds and tabs of a print.
    ///
    /// - Parameter clock: Returns the time of day, shown in all lines except prints.
    package func text(clock: (RunInstant) -> String) -> [String] {
        let name = source.map { EscapedText.of($0) + ": " } ?? ""
        if case .data(let text) = event { return [EscapedText.lines(text)] }
        if case .screen(let rows) = event { return rows.map { EscapedText.of($0) } }
        if case .print(let text) = event { return [name + EscapedText.lines(text)] }
        let start = clock(time) + " " + name
        return event.lines.map { start + EscapedText.of($0) }
    }

    /// One JSON object on one line: `event`, `time`, `script`, then the contents of the event.
    package var json: String {
        var line = JSONLine()
        line.add("event", event.name)
        line.add("time", time)
        line.add("script", source)
        event.add(to: &line)
        return line.text
    }

    /// The approximate size of the line in bytes.
    package var cost: Int { event.cost + (source?.utf8.count ?? 0) }
}
