/// The content of a frame's body.
public struct DecodedFrame<Message: Sendable>: Sendable {
    /// The message.
    public var message: Message
    /// The text fields after the last known one, or unknown protobuf fields; 0 for a message of exactly the known
    /// layout.
    public var surplusFields: Int
}

/// The limits of a frame.
public enum Frame {
    /// The largest body that a peer accepts, in bytes (official clients: error 507 above).
    public static let maximumLength = 0xFF_FFFF

    /// Prefixes a body with its length.
    ///
    /// - Throws: ``WireError`` with code `badLength` for a body that is empty or above ``maximumLength``.
    public static func framed(_ body: [UInt8]) throws(WireError) -> [UInt8] {
        guard !body.isEmpty, body.count <= maximumLength else { throw WireError(.badLength, detail: "\(body.count)") }
        var frame: [UInt8] = []
        frame.reserveCapacity(body.count + 4)
        withUnsafeBytes(of: UInt32(body.count).bigEndian) { frame.append(contentsOf: $0) }
        frame.append(contentsOf: body)
        return frame
    }
}

extension ServerMessage {
    /// Decodes the body of a frame that TWS sent.
    ///
    /// - Throws: ``WireError`` naming message, field, offset, version and frame; code `unknownMessage` for an unknown
    ///   ID.
    public static func decode(_ body: Span<UInt8>, serverVersion: Int) throws(WireError) -> DecodedFrame<ServerMessage>
    {
        try decodeFrame(body, serverVersion: serverVersion, unescapes: serverVersion >= ServerVersion.encodeMsgAscii7) {
            (id: Int, reader: inout TextReader) throws(WireError) in
            try decode(id: id, text: &reader)
        } protobuf: { (id: Int, reader: inout ProtobufReader) throws(WireError) in
            try decode(id: id, protobuf: &reader)
        }
    }

    /// Returns the body of a frame at `serverVersion`.
    ///
    /// - Throws: ``WireError`` if a text cannot be encoded or the version does not know the message.
    public func body(serverVersion: Int) throws(WireError) -> [UInt8] {
        if let since = payloadType.protobufSince, serverVersion >= since {
            var writer = ProtobufWriter(id: id)
            if try encode(protobuf: &writer) { return writer.bytes }
        }
        var writer = TextWriter(serverVersion: serverVersion, side: .server)
        try encode(text: &writer)
        return writer.bytes
    }
}

extension ClientMessage {
    /// Decodes the body of a frame that a client sent.
    ///
    /// - Throws: ``WireError`` naming message, field, offset, version and frame; code `unknownMessage` for an unknown
    ///   ID.
    public static func decode(_ body: Span<UInt8>, serverVersion: Int) throws(WireError) -> DecodedFrame<ClientMessage>
    {
        try decodeFrame(body, serverVersion: serverVersion, unescapes: false) {
            (id: Int, reader: inout TextReader) throws(WireError) in
            try decode(id: id, text: &reader)
        } protobuf: { (id: Int, reader: inout ProtobufReader) throws(WireError) in
            try decode(id: id, protobuf: &reader)
        }
    }

    /// Returns the body of a frame at `serverVersion`, in the dialect of the official client 10.51.
    ///
    /// - Throws: ``WireError`` if a text cannot be encoded or the version does not know the message.
    public func body(serverVersion: Int) throws(WireError) -> [UInt8] {
        let since = payloadType.since
        guard serverVersion >= since else {
            throw WireError(.unavailable, detail: "\(name) needs server version \(since), this one is \(serverVersion)")
        }
        if let since = payloadType.protobufSince, serverVersion >= since {
            var writer = ProtobufWriter(id: id)
            if try encode(protobuf: &writer) { return writer.bytes }
        }
        var writer = TextWriter(serverVersion: serverVersion, side: .client)
        try encode(text: &writer)
        return writer.bytes
    }
}

/// Reads the ID in the version's encoding, passes the fields to `decode` and completes its errors.
@inline(__always)
private func decodeFrame<Message>(
    _ body: Span<UInt8>,
    serverVersion: Int,
    unescapes: Bool,
    _ decode: (Int, inout TextReader) throws(WireError) -> Message?,
    protobuf: (Int, inout ProtobufReader) throws(WireError) -> Message?
) throws(WireError) -> DecodedFrame<Message> {
    var id: Int?
    do throws(WireError) {
        var reader = TextReader(body, serverVersion: serverVersion, unescapes: unescapes)
        if serverVersion >= ServerVersion.protobuf {
            guard body.count >= 4 else { throw WireError(.missingField, field: "msgId", offset: 0) }
            let raw = Int(body[0]) << 24 | Int(body[1]) << 16 | Int(body[2]) << 8 | Int(body[3])
            if raw > 200 {
                id = raw - 200
                var nested = ProtobufReader(body, offset: 4)
                guard let message = try protobuf(raw - 200, &nested) else {
                    throw WireError(.unknownMessage, field: "msgId", offset: 0, detail: "\(raw)")
                }
                return DecodedFrame(message: message, surplusFields: nested.unknownFields)
            }
            id = raw
            reader = TextReader(body, offset: 4, serverVersion: serverVersion, unescapes: unescapes)
        } else {
            id = try reader.int("msgId")
        }
        guard let message = try decode(id ?? 0, &reader) else {
            throw WireError(.unknownMessage, field: "msgId", offset: 0, detail: "\(id ?? 0)")
        }
        return DecodedFrame(message: message, surplusFields: reader.isAtEnd ? 0 : max(1, reader.remainingFields))
    } catch {
        var completed = error
        completed.messageId = id
        completed.serverVersion = serverVersion
        completed.frame = hexadecimal(body)
        throw completed
    }
}

/// Returns the first 512 bytes in hexadecimal.
private func hexadecimal(_ bytes: Span<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for index in 0..<min(bytes.count, 512) {
        text.append(digits[Int(bytes[index] >> 4)])
        text.append(digits[Int(bytes[index] & 15)])
    }
    return text
}
