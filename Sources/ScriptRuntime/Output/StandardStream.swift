internal import Notation

/// The process's standard output and standard error, for commands that are not runs: a run has a ``Console``.
package enum StandardStream: Int32, Sendable {
    /// The result of a command: data and a script's output.
    case output = 1
    /// What the user should know: errors, progress and the life of orders.
    case error = 2

    /// Writes all bytes at once; if the reader is gone, they are lost, but the run is not.
    package func write(_ bytes: [UInt8]) { _ = OutputFile(descriptor: rawValue).write(bytes) }

    /// Writes a text unchanged.
    package func write(_ text: String) { write([UInt8](text.utf8)) }

    /// Writes one line, escaping everything on which a terminal would act.
    package func writeLine(_ text: String) { write(EscapedText.of(text) + "\n") }
}
