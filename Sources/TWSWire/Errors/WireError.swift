/// What is wrong with a frame, a field or a value on its way to or from the wire.
///
/// Thrown by every coder of this module. ``MessageDecoder`` adds what the leaf cannot know: message, version, frame.
public struct WireError: Error, Sendable, Equatable {
    /// The kind of a ``WireError``; open, so that new kinds do not break callers.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as it is printed.
        public let description: String

        /// Makes a code of the given name.
        public init(_ description: String) { self.description = description }

        /// The frame ends before the field.
        public static let missingField = Code("missing field")
        /// The field's text is not what its type asks for.
        public static let malformedField = Code("malformed field")
        /// An integer does not fit its type.
        public static let outOfRange = Code("out of range")
        /// A count is negative or larger than the frame could hold.
        public static let badCount = Code("bad count")
        /// No message has this id in this direction.
        public static let unknownMessage = Code("unknown message id")
        /// The message does not exist in the form the server version asks for.
        public static let unavailable = Code("not available at this server version")
        /// A text holds NUL or a control character that the protocol cannot carry.
        public static let controlCharacter = Code("control character")
        /// A floating number is NaN or infinite where the protocol has no word for it.
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
    /// IB's name of the field; empty where none is concerned.
    public var field: String
    /// Offset of the field's first byte in the frame's body; absent outside decoding.
    public var offset: Int?
    /// The text at fault or a further word of explanation; may be empty.
    public var detail: String
    /// Id of the message; absent where it is not known yet.
    public var messageId: Int?
    /// Server version the frame was read or written for; absent where it is not known.
    public var serverVersion: Int?
    /// The frame's body in hexadecimal, cut after 512 bytes; empty outside decoding.
    public var frame: String

    /// Makes an error of a leaf coder; the outer layer fills the rest.
    public init(_ code: Code, field: String = "", offset: Int? = nil, detail: String = "") {
        self.code = code
        self.field = field
        self.offset = offset
        self.detail = detail
        self.frame = ""
    }
}

extension WireError {
    /// The error of a number that the protocol has no word for.
    @inline(never)
    init(notFinite value: Double, _ field: StaticString) {
        self.init(.notFinite, field: "\(field)", detail: "\(value)")
    }
}

extension WireError: CustomStringConvertible {
    /// One line: kind, field, text, place and frame as far as they are known.
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
