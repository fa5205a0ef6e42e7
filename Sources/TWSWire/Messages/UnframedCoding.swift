/// The protocol of clients older than version 100: an endless stream of fields, in which only the layout tells where a
/// message ends. Text at ``ServerVersion/unframed``.
public enum UnframedStream {
    /// The number of bytes without a complete message that counts as an error: the longest request has a few kilobytes.
    public static let longestMessage = 65_536

    /// Whether a connection that starts with this byte is unframed: both sides begin with a version in digits, whereas
    /// the framed protocol begins with `API` or a length.
    public static func begins(with byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension ClientMessage {
    /// Decodes the first message of `bytes`; `nil` if it is not complete yet.
    ///
    /// - Returns: The message and the number of bytes it took.
    /// - Throws: ``WireError`` for a malformed field or an unknown ID: the rest of the stream cannot be read.
    public static func decodeUnframed(_ bytes: Span<UInt8>) throws(WireError) -> (message: ClientMessage, length: Int)?
    {
        let version = ServerVersion.unframed
        var reader = TextReader(bytes, serverVersion: version, isStream: true)
        do throws(WireError) {
            let id = try reader.int("msgId")
            guard let message = try decode(id: id, text: &reader) else {
                throw WireError(.unknownMessage, field: "msgId", offset: 0, detail: "\(id)")
            }
            return (message, reader.offset)
        } catch {
            if error.code == .missingField, bytes.count < UnframedStream.longestMessage { return nil }
            var completed = error
            completed.serverVersion = version
            throw completed
        }
    }
}

extension ServerMessage {
    /// Returns the message as old clients read it: fields without a frame.
    ///
    /// - Throws: ``WireError``, as ``body(serverVersion:)`` does.
    public func unframed() throws(WireError) -> [UInt8] {
        try body(serverVersion: ServerVersion.unframed)
    }
}
