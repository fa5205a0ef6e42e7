internal import ScriptHost

/// Shows what runs print and report: data on stdout, everything else on stderr, or JSON lines on stdout.
///
/// Collects what one turn of the event loop says and writes it at once, in the order in which it was said: where both
/// streams go to one place, a script's print stands between the lines about its orders as it came.
package struct Console: Sendable {
    /// How events are shown.
    package enum Form: Sendable {
        /// Lines for people.
        case text
        /// One JSON object per line.
        case json
    }

    private let form: Form
    private var pending: [(stream: StandardStream, bytes: [UInt8])] = []

    /// A console of the given form.
    package init(form: Form) {
        self.form = form
    }

    /// Takes one event of a run.
    mutating func show(_ event: HostEvent) {
        switch form {
        case .json: append(event.json, to: .output)
        case .text:
            if case .print = event {
                append(event.text, to: .output)
            } else {
                append(event.text, to: .error)
            }
        }
    }

    /// Takes a line for people about the run itself; not shown with JSON.
    mutating func note(_ line: String) {
        if form == .text { append(line, to: .error) }
    }

    private mutating func append(_ line: String, to stream: StandardStream) {
        if pending.last?.stream != stream { pending.append((stream, [])) }
        let last = pending.count - 1
        pending[last].bytes.append(contentsOf: line.utf8)
        pending[last].bytes.append(10)
    }

    /// Writes what has been collected.
    mutating func flush() {
        for (stream, bytes) in pending { stream.write(bytes) }
        pending.removeAll(keepingCapacity: true)
    }
}
