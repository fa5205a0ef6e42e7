package import TWSWire

/// Cuts a stream of bytes, however TCP split it, into the bodies of frames.
///
/// Append what arrived, then call ``advance(maximumLength:)`` until it returns `false`; ``body`` is the current frame.
/// Memory grows with the bytes received, never with an announced length.
package struct FrameAssembler: Sendable {
    private var bytes: [UInt8] = []
    /// The offset of the first byte that no frame has consumed yet.
    private var start = 0
    /// The range of the current body in `bytes`.
    private var current = 0..<0

    /// Makes an empty assembler.
    package init() {}

    /// The bytes that have arrived and belong to no finished frame yet.
    package var buffered: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes.span.extracting(start..<bytes.count) }
    }

    /// The body of the current frame, without its length prefix; empty before the first.
    ///
    /// Valid until the next ``append(_:)``.
    package var body: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes.span.extracting(current) }
    }

    /// Appends the bytes of one read.
    package mutating func append(_ chunk: Span<UInt8>) {
        compact()
        chunk.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    /// Advances to the next frame if it is complete.
    ///
    /// - Parameter maximumLength: The longest body to accept, in bytes.
    /// - Returns: Whether ``body`` is a new frame.
    /// - Throws: ``WireError`` with code `badLength` for a length of 0 or above the maximum, as soon as its four bytes
    ///   have arrived; the stream cannot be read any further.
    package mutating func advance(maximumLength: Int = Frame.maximumLength) throws(WireError) -> Bool {
        guard let length = announcedLength else { return false }
        guard length > 0, length <= maximumLength else {
            throw WireError(.badLength, detail: "\(length); frames have 1 to \(maximumLength) bytes")
        }
        guard bytes.count - start - 4 >= length else { return false }
        current = (start + 4)..<(start + 4 + length)
        start = current.upperBound
        return true
    }

    /// Drops bytes from the front of ``buffered``, for what comes before the first frame.
    package mutating func skip(_ count: Int) {
        precondition(count <= bytes.count - start, "no more than is buffered")
        start += count
    }

    /// The length prefix of the next frame; `nil` until its four bytes have arrived.
    private var announcedLength: Int? {
        guard bytes.count - start >= 4 else { return nil }
        return (start..<start + 4).reduce(0) { $0 << 8 | Int(bytes[$1]) }
    }

    /// Moves the remaining bytes to the front; a large buffer that is no longer needed is released.
    private mutating func compact() {
        guard start > 0 else { return }
        current = 0..<0
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
        } else {
            bytes.removeSubrange(0..<start)
        }
        start = 0
    }

    /// The capacity kept for the next read, in bytes.
    private static let keptCapacity = 1 << 18
}
