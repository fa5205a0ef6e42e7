/// Writes the protobuf form of one frame's body, in ascending field numbers.
public struct ProtobufWriter {
    /// The body so far.
    public private(set) var bytes: [UInt8]

    /// Starts with the raw ID of a message: its API ID + 200.
    public init(id: Int) {
        bytes = []
        bytes.reserveCapacity(128)
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: id + 200).bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    private mutating func key(_ number: Int, _ wireType: UInt64) {
        varint(UInt64(number) << 3 | wireType)
    }

    /// Writes fields that were written before.
    @inline(__always)
    mutating func copy(_ fields: [UInt8]) { bytes.append(contentsOf: fields) }

    /// Writes an integer; `nil` writes nothing.
    mutating func int(_ number: Int, _ value: Int?) {
        guard let value else { return }
        key(number, 0)
        varint(UInt64(bitPattern: Int64(value)))
    }

    /// Writes a flag if it is true.
    mutating func bool(_ number: Int, _ value: Bool) {
        if value { int(number, 1) }
    }

    /// Writes a floating-point number; `nil` writes nothing. Pass `isUnbounded` for a field in which infinity is a
    /// value.
    ///
    /// - Throws: ``WireError`` with code `notFinite` for NaN, and for an infinity that the field does not allow.
    @inline(__always)
    mutating func double(
        _ number: Int,
        _ value: Double?,
        _ field: StaticString,
        isUnbounded: Bool = false
    ) throws(WireError) {
        guard let value else { return }
        guard value.isFinite || (isUnbounded && value == .infinity) else { throw WireError(notFinite: value, field) }
        checked(number, value)
    }

    private mutating func checked(_ number: Int, _ value: Double) {
        key(number, 1)
        raw(value)
    }

    private mutating func raw(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a text if it is not empty.
    ///
    /// - Throws: ``WireError`` with code `controlCharacter`, by the same rule as the text form.
    mutating func string(_ number: Int, _ value: String, _ field: StaticString) throws(WireError) {
        let text = value.utf8.span
        if text.isEmpty { return }
        key(number, 2)
        varint(UInt64(text.count))
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20, byte != 9, byte != 10, byte != 13 {
                throw WireError(.controlCharacter, field: "\(field)", detail: "character \(byte)")
            }
            bytes.append(byte)
        }
    }

    private mutating func element(_ number: Int, _ value: String) {
        key(number, 2)
        varint(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Writes the length of what was appended after `start`, where one byte is reserved for it.
    private mutating func closeLength(at start: Int) {
        let length = bytes.count - start - 1
        if length < 0x80 {
            bytes[start] = UInt8(truncatingIfNeeded: length)
            return
        }
        var rest = length
        var prefix: [UInt8] = []
        while rest >= 0x80 {
            prefix.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        prefix.append(UInt8(truncatingIfNeeded: rest))
        bytes.replaceSubrange(start...start, with: prefix)
    }

    /// Writes an exact decimal as text; `nil` writes nothing.
    mutating func decimal(_ number: Int, _ value: ExactDecimal?) {
        guard let value else { return }
        key(number, 2)
        let start = bytes.count
        bytes.append(0)
        bytes.appendDecimal(value)
        closeLength(at: start)
    }

    /// Writes a floating-point number as text; `nil` writes nothing.
    ///
    /// - Throws: ``WireError`` with code `notFinite`.
    mutating func textDouble(_ number: Int, _ value: Double?, _ field: StaticString) throws(WireError) {
        guard let value else { return }
        guard value.isFinite else { throw WireError(notFinite: value, field) }
        element(number, Int32(exactly: value).map(String.init) ?? value.description)
    }

    /// Writes a text as a floating-point number; an empty text writes nothing.
    ///
    /// - Throws: ``WireError`` with code `malformedField` for a text that is not a number, `notFinite` for `nan` and
    ///   `inf`.
    mutating func doubleText(_ number: Int, _ value: String, _ field: StaticString) throws(WireError) {
        if value.isEmpty { return }
        guard let parsed = Double(value) else {
            throw WireError(.malformedField, field: "\(field)", detail: value)
        }
        try double(number, parsed, field)
    }

    /// Writes a map, one entry per element.
    mutating func tagValues(_ number: Int, _ list: [TagValue], _ field: StaticString) throws(WireError) {
        for entry in list {
            try message(number) { (writer: inout ProtobufWriter) throws(WireError) in
                try writer.string(1, entry.tag, field)
                try writer.string(2, entry.value, field)
            }
        }
    }

    /// Writes a nested message, even if it is empty.
    mutating func message(
        _ number: Int,
        _ body: (inout ProtobufWriter) throws(WireError) -> Void
    ) throws(WireError) {
        key(number, 2)
        let start = bytes.count
        bytes.append(0)
        try body(&self)
        closeLength(at: start)
    }

    /// Writes a list of texts; empty texts are elements too.
    mutating func strings(_ number: Int, _ list: [String]) {
        for value in list { element(number, value) }
    }

    /// Writes a packed list of integers.
    mutating func ints(_ number: Int, _ list: [Int]) {
        guard !list.isEmpty else { return }
        key(number, 2)
        let start = bytes.count
        bytes.append(0)
        for value in list { varint(UInt64(bitPattern: Int64(value))) }
        closeLength(at: start)
    }

    /// Writes a packed list of floating-point numbers.
    ///
    /// - Throws: ``WireError`` with code `notFinite`.
    mutating func doubles(_ number: Int, _ list: [Double], _ field: StaticString) throws(WireError) {
        guard !list.isEmpty else { return }
        key(number, 2)
        varint(UInt64(list.count * 8))
        for value in list {
            guard value.isFinite else { throw WireError(notFinite: value, field) }
            raw(value)
        }
    }
}
