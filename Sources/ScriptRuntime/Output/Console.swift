internal import ScriptHost

/// Shows what runs print and report: data on stdout, everything else on stderr, or JSON lines on stdout.
///
/// Collects what one turn of the event loop says and writes it at once.
public struct Console: Sendable {
    /// How events are shown.
    public enum Form: Sendable {
        /// Lines for people.
        case text
        /// One JSON object per line.
        case json
    }

    private let form: Form
    private var standardOutput: [UInt8] = []
    private var standardError: [UInt8] = []

    /// A console of the given form.
    public init(form: Form) {
        self.form = form
    }

    /// Takes one event of a run.
    mutating func show(_ event: HostEvent) {
        switch form {
        case .json: append(event.json, to: &standardOutput)
        case .text:
            if case .print = event {
                append(event.text, to: &standardOutput)
            } else {
                append(event.text, to: &standardError)
            }
        }
    }

    /// Takes a line for people about the run itself; not shown with JSON.
    mutating func note(_ line: String) {
        if form == .text { append(line, to: &standardError) }
    }

    private func append(_ line: String, to buffer: inout [UInt8]) {
        buffer.append(contentsOf: line.utf8)
        buffer.append(10)
    }

    /// Writes what has been collected.
    mutating func flush() {
        StandardStream.output.write(standardOutput)
        StandardStream.error.write(standardError)
        standardOutput.removeAll(keepingCapacity: true)
        standardError.removeAll(keepingCapacity: true)
    }
}
