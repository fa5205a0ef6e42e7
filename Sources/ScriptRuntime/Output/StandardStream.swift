internal import Glibc

/// The process's standard output and standard error.
package enum StandardStream: Int32, Sendable {
    /// What a command was asked for: data and a script's prints.
    case output = 1
    /// What people should know: errors, progress and the life of orders.
    case error = 2

    /// Writes all bytes at once; a reader that is gone loses them, never the run.
    package func write(_ bytes: [UInt8]) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.write(rawValue, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                return
            }
        }
    }

    /// Writes a text as it is.
    package func write(_ text: String) { write([UInt8](text.utf8)) }
}
