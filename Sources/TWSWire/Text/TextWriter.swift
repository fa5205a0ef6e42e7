/// Writes the NUL-terminated text fields of one frame's body.
public struct TextWriter {
    /// What is written for a missing value.
    public enum Unset: Sendable {
        /// An empty field.
        case empty
        /// The type's maximum in the writing side's digits.
        case maximum
        /// A fixed text.
        case text(StaticString)
    }

    /// How a whole floating-point number is written.
    public enum NumberForm: Sendable {
        /// With a decimal point: `190.0`.
        case pointed
        /// Without: `190`.
        case plain
    }

    /// The body so far.
    public private(set) var bytes: [UInt8] = []
    /// The negotiated server version, which decides the layout.
    public let serverVersion: Int
    /// The side that writes; determines the sentinels and escapes.
    public let side: WireSide

    /// Starts an empty body.
    public init(serverVersion: Int, side: WireSide) {
        self.serverVersion = serverVersion
        self.side = side
        bytes.reserveCapacity(512)
    }

    /// Writes the message ID: a text field, or four bytes from ``ServerVersion/protobuf`` on.
    mutating func messageId(_ id: Int) {
        if serverVersion >= ServerVersion.protobuf {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: id).bigEndian) { bytes.append(contentsOf: $0) }
        } else {
            int(id)
        }
    }

    /// Writes fields that were written before.
    @inline(__always)
    mutating func copy(_ fields: [UInt8]) { bytes.append(contentsOf: fields) }

    /// Writes a fixed text of the layout.
    mutating func constant(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(0)
    }

    /// Writes an integer.
    mutating func int(_ value: Int) {
        append(value)
        bytes.append(0)
    }

    private mutating func append(_ value: Int) {
        if value >= 0, value < 10 {
            bytes.append(0x30 &+ UInt8(truncatingIfNeeded: value))
        } else {
            bytes.appendInteger(Int64(value))
        }
    }

    /// Writes the version of a message's layout; returns it, for the conditions that depend on it.
    ///
    /// Old clients receive openOrder in version 32, the last they know (protocol: "Pre-v100 protocol").
    mutating func version(_ value: Int) -> Int {
        let known = serverVersion < ServerVersion.floor ? min(value, 32) : value
        int(known)
        return known
    }

    /// Writes an integer that may be absent.
    @inline(__always)
    mutating func optionalInt(_ value: Int?, unset: Unset) {
        guard let value else { return absent(unset, maximum: "2147483647") }
        int(value)
    }

    @inline(__always)
    private mutating func absent(_ unset: Unset, maximum: StaticString) {
        if case .empty = unset { return bytes.append(0) }
        written(unset, maximum)
    }

    @inline(never)
    private mutating func written(_ unset: Unset, _ maximum: StaticString) {
        switch unset {
        case .empty: bytes.append(0)
        case .maximum: constant(maximum)
        case .text(let text): constant(text)
        }
    }

    /// Writes a flag as `1` or `0`.
    mutating func bool(_ value: Bool) {
        bytes.append(value ? 0x31 : 0x30)
        bytes.append(0)
    }

    /// Writes a floating-point number as its shortest text. Pass `isUnbounded` for a field in which `Infinity` is a
    /// value.
    ///
    /// - Throws: ``WireError`` with code `notFinite` for NaN, and for an infinity that the field does not allow.
    @inline(__always)
    mutating func double(
        _ value: Double,
        _ field: StaticString,
        form: NumberForm = .pointed,
        isUnbounded: Bool = false
    ) throws(WireError) {
        guard value.isFinite || (isUnbounded && value == .infinity) else { throw WireError(notFinite: value, field) }
        checked(value, form)
    }

    private mutating func checked(_ value: Double, _ form: NumberForm) {
        if form == .plain, let whole = Int32(exactly: value) {
            append(Int(whole))
        } else if value == .infinity {
            bytes.append(contentsOf: "Infinity".utf8)
        } else {
            bytes.appendShortest(value)
        }
        bytes.append(0)
    }

    /// Writes a floating-point number that may be absent.
    ///
    /// - Throws: ``WireError``, as for a number that may not be absent.
    @inline(__always)
    mutating func optionalDouble(
        _ value: Double?,
        _ field: StaticString,
        unset: Unset,
        form: NumberForm = .pointed,
        isUnbounded: Bool = false
    ) throws(WireError) {
        guard let value else { return absentDouble(unset) }
        try double(value, field, form: form, isUnbounded: isUnbounded)
    }

    @inline(__always)
    private mutating func absentDouble(_ unset: Unset) {
        absent(unset, maximum: side == .server ? "1.7976931348623157E308" : "1.7976931348623157e+308")
    }

    /// Writes an exact decimal that may be absent.
    mutating func decimal(_ value: ExactDecimal?, unset: Unset) {
        guard let value else { return absent(unset, maximum: "2147483647") }
        bytes.appendDecimal(value)
        bytes.append(0)
    }

    /// Writes a text. Pass `escapesBackslash` for the server's fields in which clients undo every backslash escape.
    ///
    /// - Throws: ``WireError`` with code `controlCharacter`: the protocol has no escape for NUL, and every official
    ///   client refuses control characters other than tab, line feed and return. Clients send ASCII only.
    @inline(__always)
    mutating func string(
        _ value: String,
        _ field: StaticString,
        escapesBackslash: Bool = false
    ) throws(WireError) {
        // Most texts of an order are empty.
        guard !value.isEmpty else { return bytes.append(0) }
        try filled(value, field, escapesBackslash)
    }

    private mutating func filled(
        _ value: String,
        _ field: StaticString,
        _ escapesBackslash: Bool
    ) throws(WireError) {
        let isPlain = value.utf8.span.withUnsafeBufferPointer { text in
            for byte in text where byte &- 0x20 >= 0x5F || byte == 0x5C { return false }
            bytes.append(contentsOf: text)
            return true
        }
        guard isPlain else { return try special(value, field, escapesBackslash) }
        bytes.append(0)
    }

    /// Writes a text that has a backslash or something outside printable ASCII.
    @inline(never)
    private mutating func special(
        _ value: String,
        _ field: StaticString,
        _ escapesBackslash: Bool
    ) throws(WireError) {
        for byte in value.utf8 where byte < 0x20 && byte != 9 && byte != 10 && byte != 13 {
            throw WireError(.controlCharacter, field: "\(field)", detail: "character \(byte)")
        }
        let start = bytes.count
        bytes.append(contentsOf: value.utf8)
        try encodeSpecial(value, field, from: start, escapesBackslash: escapesBackslash)
        bytes.append(0)
    }

    /// Fixes what was written from `start` on, which has a backslash or something outside printable ASCII.
    private mutating func encodeSpecial(
        _ value: String,
        _ field: StaticString,
        from start: Int,
        escapesBackslash: Bool
    ) throws(WireError) {
        guard side == .server else {
            if let byte = value.utf8.first(where: { $0 >= 0x7F }) {
                throw WireError(.controlCharacter, field: "\(field)", detail: "byte \(byte): clients send ASCII only")
            }
            return
        }
        guard serverVersion >= ServerVersion.encodeMsgAscii7 else { return }
        bytes.removeLast(bytes.count - start)
        let units = Array(value.utf16)
        for (index, unit) in units.enumerated() {
            // A backslash that a reader would take for the start of an escape is itself escaped.
            let opens = unit == 0x5C && (escapesBackslash || (index + 1 < units.count && units[index + 1] == 0x75))
            if unit < 0x7F, !opens { bytes.append(UInt8(unit)) } else { escape(unit) }
        }
    }

    /// Server texts are ASCII from 153: everything else is sent as `\uXXXX` per UTF-16 unit.
    private mutating func escape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes.append(contentsOf: "\\u".utf8)
        bytes.append(contentsOf: repeatElement(0x30, count: 4 - digits.utf8.count))
        bytes.append(contentsOf: digits.utf8)
    }

    /// Writes a list in one field.
    ///
    /// - Throws: ``WireError`` with code `malformedField` for a separator inside a tag or value, which cannot be
    ///   escaped.
    mutating func tagValues(_ list: [TagValue], _ field: StaticString) throws(WireError) {
        for pair in list where pair.tag.contains("=") || pair.tag.contains(";") || pair.value.contains(";") {
            throw WireError(.malformedField, field: "\(field)", detail: "= or ; inside \(pair.tag)=\(pair.value)")
        }
        try string(list.map { "\($0.tag)=\($0.value);" }.joined(), field)
    }

    /// Writes a connector of conditions.
    mutating func conjunction(_ value: Bool) { constant(value ? "a" : "o") }

    /// Writes a flag as `true` or `false`.
    mutating func truth(_ value: Bool) { constant(value ? "true" : "false") }
}
