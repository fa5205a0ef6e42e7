internal import Glibc

/// A file descriptor to which a run writes.
struct OutputFile: Sendable {
    /// The result of a write.
    enum Result: Equatable {
        /// Everything is written.
        case written
        /// Nobody reads any longer; the rest is lost, and that is not an error.
        case readerGone
        /// A system error, by number.
        case failed(Int32)
    }

    /// The descriptor; -1 for one that another process has.
    let descriptor: Int32
    private let relay: (@Sendable ([UInt8]) -> Void)?

    /// Makes a file of a descriptor.
    init(descriptor: Int32) { (self.descriptor, relay) = (descriptor, nil) }

    /// Makes one that another process has, to which `relay` brings the bytes.
    init(relay: @escaping @Sendable ([UInt8]) -> Void) { (descriptor, self.relay) = (-1, relay) }

    /// Writes all bytes, however long that takes.
    func write(_ bytes: [UInt8]) -> Result {
        if let relay {
            if !bytes.isEmpty { relay(bytes) }
            return .written
        }
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

    /// Returns the text of a system error.
    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// Waits until a non-blocking descriptor accepts bytes again.
    private func awaitRoom() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}
