/// An error in a frame, a field or a value on its way to or from the wire.
///
/// Thrown by every coder of this module. ``MessageDecoder`` adds what a leaf coder cannot know: message, version,
/// frame.
public struct WireError: Error, Sendable, Equatable {
    /// The kind of a ``WireError``; open, so that new kinds do not break callers.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as printed.
        public let description: String

        /// Makes a code with the given name.
        public init(_ description: String) { self.description = description }

        /// The frame ends before the field.
        public static let missingField = Code("missing field")
        /// The field's text does not match its type.
        public static let malformedField = Code("malformed field")
        /// An integer does not fit its type.
        public static let outOfRange = Code("out of range")
        /// A count is negative or larger than the frame could hold.
        public static let badCount = Code("bad count")
        /// No message in this direction has this ID.
        public static let unknownMessage = Code("unknown message id")
        /// The message does not exist in the encoding of the server version.
        public static let unavailable = Code("not available at this server version")
        /// A text contains NUL or a control character that the protocol cannot carry.
        public static let controlCharacter = Code("control character")
        /// A floating-point number is NaN or infinite where the protocol cannot express it.
        public static let notFinite = Code("not finite")
        /// A length prefix is outside 1…0xFFFFFF.
        public static let badLength = Code("bad length")
        /// A value of the wrong type was given for a field.
        public static let wrongType = Code("wrong type")
        /// No field has this name.
        public static let unknownField = Code("unknown field")
    }

    /// The kind of error.
    public var code: Code
    /// IB's name for the field; empty if no field is concerned.
    public var field: String
    /// The offset of the field's first byte in the frame's body; `nil` outside decoding.
    public var offset: Int?
    /// The faulty text or a further explanation; may be empty.
    public var detail: String
    /// The ID of the message; `nil` if not known yet.
    public var messageId: Int?
    /// The server version that the frame was read or written for; `nil` if unknown.
    public var serverVersion: Int?
    /// The frame's body in hexadecimal, cut after 512 bytes; empty outside decoding.
    public var frame: String

    /// Makes an error of a leaf coder; the outer layer fills in the rest.
    public init(_ code: Code, field: String = "", offset: Int? = nil, detail: String = "") {
        self.code = code
        self.field = field
        self.offset = offset
        self.detail = detail
        self.frame = ""
    }
}

extension WireError {
    /// Makes the error for a number that the protocol cannot express.
    @inline(never)
    init(notFinite value: Double, _ field: StaticString) {
        self.init(.notFinite, field: "\(field)", detail: "\(value)")
    }
}

extension WireError: CustomStringConvertible {
    /// One line: kind, field, text, place and frame, as far as known.
    public var description: String {
        var parts = [code.description]
        if !field.isEmpty { parts[0] += ": \(field)" }
        if !detail.isEmpty { parts[0] += " (\(detail))" }
        if let messageId { parts.append("message \(messageId)") }
        if let offset { parts.append("offset \(offset)") }
        if let serverVersion { parts.append("server version \(serverVersion)") }
        if !frame.isEmpty { parts.append("frame \(frame)") }
        return parts.joined(separator: ", ")
    }
}
