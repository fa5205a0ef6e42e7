/// Reads the NUL-terminated text fields of one frame's body, in order.
///
/// Every method consumes one field and names it in its error. An empty number is the type's zero, or `nil` in the
/// `optional…` methods, which also treat IB's sentinels as missing values (protocol: "Numbers").
public struct TextReader: ~Escapable, ~Copyable {
    let bytes: Span<UInt8>
    /// The offset of the next field.
    public private(set) var offset: Int
    /// The negotiated server version, which decides the layout.
    public let serverVersion: Int
    /// Whether `\uXXXX` in texts stands for a character (server messages from 153).
    let unescapes: Bool

    /// Whether more bytes may come, so that missing bytes are not the sender's error.
    let isStream: Bool
    private var allowance = DecodingAllowance()

    /// Starts at `offset` of `bytes`.
    @_lifetime(copy bytes)
    public init(
        _ bytes: Span<UInt8>,
        offset: Int = 0,
        serverVersion: Int,
        unescapes: Bool = false,
        isStream: Bool = false
    ) {
        self.bytes = bytes
        self.offset = offset
        self.serverVersion = serverVersion
        self.unescapes = unescapes
        self.isStream = isStream
    }

    /// Whether nothing is left.
    public var isAtEnd: Bool { offset >= bytes.count }

    /// The number of remaining fields; walks over them.
    public var remainingFields: Int {
        var fields = 0
        var position = offset
        while position < bytes.count {
            if bytes[position] == 0 { fields += 1 }
            position += 1
        }
        return fields
    }

    /// Consumes the next field and returns its range.
    @inline(__always)
    mutating func next(_ field: StaticString) throws(WireError) -> Range<Int> {
        let start = offset
        var end = start
        while end < bytes.count, bytes[end] != 0 { end &+= 1 }
        guard end < bytes.count else { throw Self.error(.missingField, field, start) }
        offset = end &+ 1
        return Range(uncheckedBounds: (start, end))
    }

    /// Consumes a field without parsing it.
    public mutating func skip(_ field: StaticString) throws(WireError) {
        _ = try next(field)
    }

    @inline(never)
    static func error(_ code: WireError.Code, _ field: StaticString, _ offset: Int, _ detail: String = "") -> WireError
    {
        WireError(code, field: "\(field)", offset: offset, detail: detail)
    }

    /// Returns the text of a range, for errors and slow paths.
    @inline(never)
    func text(_ range: Range<Int>) -> String {
        bytes.extracting(range).text
    }
}

// MARK: Integers

extension TextReader {
    /// Reads a 64-bit integer; `nil` if the field is empty.
    @inline(__always)
    mutating func integer(_ field: StaticString) throws(WireError) -> Int? {
        guard let plain = plainInteger() else { return try longInteger(field) }
        offset = plain.end
        return plain.value
    }

    @inline(never)
    private mutating func longInteger(_ field: StaticString) throws(WireError) -> Int? {
        let range = try next(field)
        if range.isEmpty { return nil }
        let text = text(range)
        if text.utf8.first != 0x2B, let value = Int(text) { return value }
        let digits = text.utf8.first == 0x2D ? text.utf8.dropFirst() : text.utf8[...]
        let plain = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
        throw Self.error(plain ? .outOfRange : .malformedField, field, range.lowerBound, text)
    }

    /// Reads a 32-bit integer; an empty field is zero.
    @inline(never)
    mutating func int(_ field: StaticString) throws(WireError) -> Int {
        guard let plain = plainInteger(), plain.value == Int(Int32(truncatingIfNeeded: plain.value)) else {
            return try slowInt(field) ?? 0
        }
        offset = plain.end
        return plain.value
    }

    @inline(never)
    private mutating func slowInt(_ field: StaticString) throws(WireError) -> Int? {
        let start = offset
        guard let value = try longInteger(field) else { return nil }
        guard Int32(exactly: value) != nil else { throw Self.error(.outOfRange, field, start, "\(value)") }
        return value
    }

    /// Reads a 32-bit integer; an empty field and 2147483647 mean a missing value.
    @inline(never)
    mutating func optionalInt(_ field: StaticString) throws(WireError) -> Int? {
        guard let plain = plainInteger(), plain.value == Int(Int32(truncatingIfNeeded: plain.value)) else {
            let value = try slowInt(field)
            return value == Int(Int32.max) ? nil : value
        }
        offset = plain.end
        return plain.value == Int(Int32.max) ? nil : plain.value
    }

    /// Does the same as ``optionalInt(_:)``, with `unset` as another missing value.
    mutating func optionalInt(_ field: StaticString, unset: Int) throws(WireError) -> Int? {
        let value = try optionalInt(field)
        return value == unset ? nil : value
    }

    /// Reads a 64-bit integer; an empty field is zero.
    @inline(never)
    mutating func long(_ field: StaticString) throws(WireError) -> Int {
        try integer(field) ?? 0
    }

    /// Reads a 64-bit integer; an empty field, the type's maximum and `unset` mean a missing value.
    mutating func optionalLong(_ field: StaticString, unset: Int = .max) throws(WireError) -> Int? {
        let value = try integer(field)
        return value == unset || value == .max ? nil : value
    }

    /// Reads a flag: any integer but zero is true, an empty field is false.
    @inline(never)
    mutating func bool(_ field: StaticString) throws(WireError) -> Bool {
        try integer(field) ?? 0 != 0
    }

    /// Reads how many elements of a group follow; an empty field means none. Bounded by the remaining bytes.
    mutating func count(_ field: StaticString) throws(WireError) -> Int {
        let start = offset
        let value = try integer(field) ?? 0
        let limit = isStream ? UnframedStream.longestMessage : bytes.count - offset
        guard value >= 0, value <= limit else { throw Self.error(.badCount, field, start, "\(value)") }
        return value
    }

    /// Reserves room for a long group at once, as far as the remaining bytes can hold it.
    ///
    /// - Throws: ``WireError`` with code `badCount` for more than the frame's ``DecodingAllowance``.
    mutating func reserve<Element>(
        _ count: Int,
        in list: inout [Element],
        _ field: StaticString
    ) throws(WireError) {
        guard allowance.take(count, of: Element.self, length: bytes.count) else {
            throw Self.error(.badCount, field, offset, "\(count) are too many for the frame")
        }
        let room = min(count, (bytes.count &- offset) / 16)
        if room > 8 { list.reserveCapacity(room) }
    }
}

// MARK: Numbers

extension TextReader {
    /// Reads a floating-point number; `nil` for an empty field and for DBL_MAX and above.
    @inline(never)
    mutating func optionalDouble(_ field: StaticString) throws(WireError) -> Double? {
        // With up to 15 digits, a division by an exact power of ten rounds correctly.
        guard let number = plainNumber(), number.digits <= 15 else { return try slowDouble(field) }
        let isNegative = bytes[offset] == 0x2D
        offset = number.end
        let value = Double(number.value) / Self.powers[number.places]
        return isNegative && value == 0 ? -0.0 : value
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Does the same as ``optionalDouble(_:)``, for the field in which `Infinity` is a value.
    mutating func unboundedDouble(_ field: StaticString) throws(WireError) -> Double? {
        try slowDouble(field, isUnbounded: true)
    }

    @inline(never)
    private mutating func slowDouble(_ field: StaticString, isUnbounded: Bool = false) throws(WireError) -> Double? {
        let range = try next(field)
        if range.isEmpty || isMaximum(range) { return nil }
        let text = text(range)
        if isUnbounded, text == "Infinity" || text == "Infinite" { return .infinity }
        guard Self.isPlain(text), let value = Double(text) else {
            throw Self.error(.malformedField, field, range.lowerBound, text)
        }
        // DBL_MAX, and what C++ prints for it with ten digits, which is larger (protocol: "Numbers").
        return value.magnitude >= 1.79e308 ? nil : value
    }

    /// Whether a text contains only the characters of decimal numbers: no `inf`, `nan` or hexadecimal.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x2D, 0x2B, 0x2E, 0x45, 0x65].contains($0) }
    }

    /// Does the same as ``optionalDouble(_:)``, with `unset` as another missing value.
    mutating func optionalDouble(_ field: StaticString, unset: Double) throws(WireError) -> Double? {
        let value = try optionalDouble(field)
        return value == unset ? nil : value
    }

    /// Reads a floating-point number; an empty field is zero.
    @inline(__always)
    mutating func double(_ field: StaticString) throws(WireError) -> Double {
        try optionalDouble(field) ?? 0
    }

    /// Reads an exact decimal; an empty field and the integer and double maxima mean a missing value.
    @inline(never)
    mutating func decimal(_ field: StaticString) throws(WireError) -> ExactDecimal? {
        guard let number = plainNumber(), number.digits <= 17 else { return try slowDecimal(field) }
        offset = number.end
        if number.value == Int(Int32.max), number.places == 0 { return nil }
        return ExactDecimal(digits: Int64(number.value), places: number.places)
    }

    @inline(never)
    private mutating func slowDecimal(_ field: StaticString) throws(WireError) -> ExactDecimal? {
        let range = try next(field)
        if range.isEmpty || isMaximum(range) { return nil }
        let text = text(range)
        if Self.unsetDecimals.contains(text) { return nil }
        if let value = ExactDecimal(text) { return value }
        if Self.isPlain(text), let value = Double(text), value.magnitude >= 1.79e308 { return nil }
        throw Self.error(.malformedField, field, range.lowerBound, text)
    }

    /// What clients and TWS write for an unset decimal (protocol: "decimal"); the official C++ client writes a NaN.
    static let unsetDecimals: Set<String> = [
        "2147483647", "9223372036854775807", "-9223372036854775808", "170141183460469231731687303715884105727",
        "-SNaN", "+SNaN", "-NaN", "+NaN",
    ]
}

// MARK: Texts

extension TextReader {
    /// Reads a text.
    @inline(never)
    mutating func string(_ field: StaticString) throws(WireError) -> String {
        let count = bytes.count
        let start = offset
        var end = start
        var escapes = false
        while end < count {
            let byte = bytes[end]
            if byte == 0 { break }
            escapes = escapes || byte == 0x5C
            end &+= 1
        }
        guard end < count else { throw Self.error(.missingField, field, start) }
        offset = end &+ 1
        if start == end { return "" }
        let range = Range(uncheckedBounds: (start, end))
        if escapes, unescapes { return unescaped(range) }
        return bytes.extracting(range).text
    }

    /// Reads a text of a vocabulary.
    @inline(__always)
    mutating func word<Word: VocabularyWord>(_ field: StaticString) throws(WireError) -> Word {
        Word(try string(field))
    }

    /// Reads a list in one field: `tag=value;tag=value;`, empty for no elements.
    mutating func tagValues(_ field: StaticString) throws(WireError) -> [TagValue] {
        let text = try string(field)
        var list: [TagValue] = []
        for pair in text.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            var element = TagValue()
            element.tag = String(parts[0])
            element.value = parts.count > 1 ? String(parts[1]) : ""
            list.append(element)
        }
        return list
    }

    /// Reads a connector of conditions: `a` (and) is true, `o` (or) is false.
    mutating func conjunction(_ field: StaticString) throws(WireError) -> Bool {
        let start = offset
        switch try string(field) {
        case "a": return true
        case "o", "": return false
        case let text: throw Self.error(.malformedField, field, start, text)
        }
    }

    /// Reads a flag written as `true` or `false`.
    mutating func truth(_ field: StaticString) throws(WireError) -> Bool {
        let start = offset
        switch try string(field) {
        case "true", "True": return true
        case "false", "False", "": return false
        case let text: throw Self.error(.malformedField, field, start, text)
        }
    }

    /// Reads a text in which `\uXXXX` stands for a UTF-16 unit; anything else after a backslash stays.
    @inline(never)
    private func unescaped(_ range: Range<Int>) -> String {
        var units: [UInt16] = []
        let source = Array(text(range).utf16)
        var index = 0
        while index < source.count {
            if source[index] == 0x5C, index + 5 < source.count, source[index + 1] == 0x75,
                let unit = UInt16(String(decoding: source[(index + 2)...(index + 5)], as: UTF16.self), radix: 16)
            {
                units.append(unit)
                index += 6
            } else {
                units.append(source[index])
                index += 1
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
