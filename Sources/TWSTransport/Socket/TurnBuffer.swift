internal import NIOCore

/// Collects everything that one turn of the event loop writes, so that it leaves in a single write.
struct TurnBuffer {
    private var bytes = ByteBuffer()

    /// Whether nothing waits to be written.
    var isEmpty: Bool { bytes.readableBytes == 0 }

    /// Adds bytes.
    ///
    /// - Returns: Whether these are the turn's first bytes, so that a flush must be scheduled.
    @discardableResult
    mutating func append(_ more: [UInt8]) -> Bool {
        let isFirst = isEmpty
        bytes.writeBytes(more)
        return isFirst
    }

    /// Takes and returns everything collected.
    mutating func take() -> ByteBuffer {
        defer { bytes = ByteBuffer() }
        return bytes
    }
}
