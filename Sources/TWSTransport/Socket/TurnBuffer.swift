internal import NIOCore

/// Collects what one turn of the event loop writes, so that it leaves in one write.
struct TurnBuffer {
    private var bytes = ByteBuffer()

    /// Whether nothing waits.
    var isEmpty: Bool { bytes.readableBytes == 0 }

    /// Adds bytes.
    ///
    /// - Returns: whether they are the turn's first, so that a flush must be scheduled.
    @discardableResult
    mutating func append(_ more: [UInt8]) -> Bool {
        let isFirst = isEmpty
        bytes.writeBytes(more)
        return isFirst
    }

    /// Takes everything.
    mutating func take() -> ByteBuffer {
        defer { bytes = ByteBuffer() }
        return bytes
    }
}
