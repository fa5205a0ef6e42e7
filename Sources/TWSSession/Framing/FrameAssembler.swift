package import TWSWire

/// Cuts a stream of bytes, however TCP split it, into the bodies of frames.
///
/// Append what arrived, then call ``advance(maximumLength:)`` until it says no; ``body`` is the frame it stands on.
/// Memory grows with the bytes that came, never with a length that was announced.
package struct FrameAssembler: Sendable {
    private var bytes: [UInt8] = []
    /// Offset of the first byte that no frame has taken yet.
    private var start = 0
    /// Place of the current body in `bytes`.
    private var current = 0..<0

    /// An empty assembler.
    package init() {}

    /// Bytes that have arrived and belong to no finished frame yet.
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

    /// Takes in the bytes of one read.
    package mutating func append(_ chunk: Span<UInt8>) {
        compact()
        chunk.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    /// Goes on to the next frame if it is complete.
    ///
    /// - Parameter maximumLength: the longest body to accept, in bytes.
    /// - Returns: whether ``body`` is a new frame.
    /// - Throws: ``WireError`` with code `badLength` for a length of 0 or above the maximum, as soon as its four bytes
    ///   are there; the stream cannot be read any further.
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

    /// The length prefix of the next frame; `nil` until its four bytes are there.
    private var announcedLength: Int? {
        guard bytes.count - start >= 4 else { return nil }
        return (start..<start + 4).reduce(0) { $0 << 8 | Int(bytes[$1]) }
    }

    /// Moves what is left to the front; a large buffer that is no longer needed is given back.
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

    /// Capacity that is kept for the next read, in bytes.
    private static let keptCapacity = 1 << 18
}
