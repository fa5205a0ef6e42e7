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

    /// Appends lines for people, each with its end, without anything that a terminal would act on, except line feeds and
    /// tabs of a print.
    ///
    /// - Parameter clock: Appends the time of day, shown in all lines except prints.
    package func write(to bytes: inout [UInt8], clock: (RunInstant, inout [UInt8]) -> Void) {
        func add(_ text: String) {
            bytes.append(contentsOf: text.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        func addName() {
            guard let source else { return }
            bytes.append(contentsOf: EscapedText.of(source).utf8)
            bytes.append(contentsOf: ": ".utf8)
        }
        switch event {
        case .data(let text): add(EscapedText.lines(text))
        case .screen(let rows): for row in rows { add(EscapedText.of(row)) }
        case .print(let text):
            addName()
            add(EscapedText.lines(text))
        case .placed, .modified, .status, .fill, .commission:
            clock(time, &bytes)
            bytes.append(UInt8(ascii: " "))
            addName()
            let start = bytes.count
            event.writeOrder(to: &bytes)
            EscapedText.escape(&bytes, from: start)
            bytes.append(UInt8(ascii: "\n"))
        default:
            for text in event.lines {
                clock(time, &bytes)
                bytes.append(UInt8(ascii: " "))
                addName()
                add(EscapedText.of(text))
            }
        }
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
