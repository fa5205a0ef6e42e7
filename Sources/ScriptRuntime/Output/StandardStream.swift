internal import Notation

/// The process's standard output and standard error, for commands that are no runs: a run has a ``Console``.
package enum StandardStream: Int32, Sendable {
    /// What a command was asked for: data and a script's prints.
    case output = 1
    /// What people should know: errors, progress and the life of orders.
    case error = 2

    /// Writes all bytes at once; a reader that is gone loses them, never the run.
    package func write(_ bytes: [UInt8]) { _ = OutputFile(descriptor: rawValue).write(bytes) }

    /// Writes a text as it is.
    package func write(_ text: String) { write([UInt8](text.utf8)) }

    /// Writes one line, with everything escaped that a terminal would act on.
    package func writeLine(_ text: String) { write(EscapedText.of(text) + "\n") }
}
