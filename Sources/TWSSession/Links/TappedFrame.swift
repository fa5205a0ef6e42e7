package import TWSWire

/// What one side wrote, as a log of the wire shows it.
package struct TappedFrame: Sendable, Hashable {
    /// The side that wrote it.
    package var sender: WireSide
    /// The whole frame with its length prefix, or the client's greeting `API`, NUL.
    package var bytes: [UInt8]

    /// Makes a frame from its parts.
    package init(sender: WireSide, bytes: [UInt8]) {
        self.sender = sender
        self.bytes = bytes
    }
}

/// Cuts the bytes of one direction into ``TappedFrame``s, for a log of the wire.
///
/// After an impossible length, and on an unframed connection, it returns the bytes as they come.
package struct FrameTap: Sendable {
    private let sender: WireSide
    private var assembler = FrameAssembler()
    private var awaitsGreeting: Bool
    private var isBroken = false
    private var hasBegun = false

    /// Makes a tap for what `sender` writes on a new connection.
    package init(sender: WireSide) {
        self.sender = sender
        awaitsGreeting = sender == .client
    }

    /// Returns the frames that these bytes complete.
    package mutating func frames(_ bytes: Span<UInt8>) -> [TappedFrame] {
        if !hasBegun, let first = bytes.indices.first {
            hasBegun = true
            isBroken = UnframedStream.begins(with: bytes[first])
            awaitsGreeting = awaitsGreeting && !isBroken
        }
        assembler.append(bytes)
        var frames: [TappedFrame] = []
        if awaitsGreeting, assembler.buffered.count >= 4 {
            frames.append(TappedFrame(sender: sender, bytes: copy(assembler.buffered.extracting(first: 4))))
            assembler.skip(4)
            awaitsGreeting = false
        }
        while !awaitsGreeting, !isBroken, let isNext = try? assembler.advance() {
            guard isNext else { return frames }
            let body = copy(assembler.body)
            let prefix = withUnsafeBytes(of: UInt32(body.count).bigEndian) { Array($0) }
            frames.append(TappedFrame(sender: sender, bytes: prefix + body))
        }
        guard !awaitsGreeting, assembler.buffered.count > 0 else { return frames }
        isBroken = true
        frames.append(TappedFrame(sender: sender, bytes: copy(assembler.buffered)))
        assembler.skip(assembler.buffered.count)
        return frames
    }

    private func copy(_ bytes: Span<UInt8>) -> [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }
}
