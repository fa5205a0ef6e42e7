internal import Glibc

/// A file descriptor to which a run writes.
struct OutputFile: Sendable {
    /// What became of a write.
    enum Result: Equatable {
        /// All is written.
        case written
        /// Nobody reads any more; what is left is lost, and that is no error.
        case readerGone
        /// An error of the system, by its number.
        case failed(Int32)
    }

    let descriptor: Int32

    /// Writes all bytes, as long as that takes.
    func write(_ bytes: [UInt8]) -> Result {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count > 0 {
                written += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: awaitRoom()
            case EPIPE: return .readerGone
            case let code: return .failed(code)
            }
        }
        return .written
    }

    /// Waits until a descriptor that does not block takes bytes again.
    private func awaitRoom() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}
