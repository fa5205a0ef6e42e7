/// Reads the protobuf form of one frame's body.
///
/// Bounded: lengths are checked against the enclosing message, nesting is limited, and groups are refused.
public struct ProtobufReader: ~Escapable, ~Copyable {
    /// The deepest nesting allowed; the deepest real message has four levels.
    static let maximumDepth = 16

    let bytes: Span<UInt8>
    /// The offset of the next byte.
    public private(set) var offset: Int
    /// The end of the message being read.
    private var limit: Int
    private var depth = 0
    /// The wire type of the field being read.
    private var wireType: UInt8 = 0
    private var allowance = DecodingAllowance()
    /// The number of unknown fields, which are skipped.
    public private(set) var unknownFields = 0

    /// Starts at `offset` of `bytes`.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, offset: Int) {
        self.bytes = bytes
        self.offset = offset
        limit = bytes.count
    }

    @inline(never)
    private func error(_ code: WireError.Code, _ detail: String) -> WireError {
        WireError(code, offset: offset, detail: detail)
    }

    /// Returns the number of the next field; `nil` at the end of the message.
    @inline(never)
    mutating func nextField() throws(WireError) -> Int? {
        guard offset < limit else { return nil }
        let key = try varint()
        let number = Int(key >> 3)
        wireType = UInt8(key & 7)
        guard number > 0, number < 1 << 29 else { throw error(.malformedField, "field number") }
        return number
    }

    @inline(__always)
    private mutating func varint() throws(WireError) -> UInt64 {
        if offset < limit, bytes[offset] < 0x80 {
            offset &+= 1
            return UInt64(bytes[offset &- 1])
        }
        return try longVarint()
    }

    @inline(never)
    private mutating func longVarint() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < limit, shift < 70 {
            let byte = bytes[offset]
            offset &+= 1
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
        throw error(.malformedField, "varint")
    }

    /// Begins a nested message; returns what ``leave(_:)`` needs.
    @inline(never)
    mutating func enter() throws(WireError) -> Int {
        try expect(2)
        let length = try length()
        depth += 1
        guard depth <= Self.maximumDepth else { throw error(.malformedField, "nested too deep") }
        let outer = limit
        limit = offset + length
        return outer
    }

    /// Reads one element of a list of messages; before the first, reserves room for as many as may follow.
    ///
    /// - Throws: ``WireError`` with code `badCount` for more than the frame's ``DecodingAllowance``.
    mutating func append<Element: ProtobufStructure>(to list: inout [Element]) throws(WireError) {
        guard allowance.take(1, of: Element.self, length: bytes.count) else {
            throw error(.badCount, "too many for the frame")
        }
        let start = offset
        let rest = limit &- offset
        let element = try Element.nested(in: &self)
        if list.isEmpty {
            let room = rest / max(16, offset &- start, MemoryLayout<Element>.stride / 16)
            if room > 8 { list.reserveCapacity(room) }
        }
        list.append(element)
    }

    /// Ends a nested message.
    mutating func leave(_ outer: Int) {
        offset = limit
        limit = outer
        depth -= 1
    }

    @inline(__always)
    private func expect(_ type: UInt8) throws(WireError) {
        guard wireType == type else { throw wrongWireType() }
    }

    @inline(never)
    private func wrongWireType() -> WireError {
        error(.malformedField, "wire type \(wireType)")
    }

    private mutating func length() throws(WireError) -> Int {
        let value = try varint()
        guard value <= UInt64(limit - offset) else { throw error(.missingField, "length \(value)") }
        return Int(value)
    }

    /// Skips an unknown field and counts it.
    mutating func skipUnknown() throws(WireError) {
        unknownFields += 1
        switch wireType {
        case 0: _ = try varint()
        case 1: try advance(8)
        case 2: try advance(try length())
        case 5: try advance(4)
        default: throw error(.malformedField, "wire type \(wireType)")
        }
    }

    private mutating func advance(_ count: Int) throws(WireError) {
        guard count <= limit - offset else { throw error(.missingField, "bytes") }
        offset += count
    }

    // MARK: Scalars

    /// Reads a 32-bit integer.
    @inline(never)
    mutating func int32() throws(WireError) -> Int {
        try expect(0)
        let value = Int(truncatingIfNeeded: try varint())
        guard value == Int(Int32(truncatingIfNeeded: value)) else { throw error(.outOfRange, "\(value)") }
        return value
    }

    /// Reads a 64-bit integer.
    @inline(never)
    mutating func int64() throws(WireError) -> Int {
        try expect(0)
        return Int(truncatingIfNeeded: try varint())
    }

    /// Reads a 32-bit integer; its maximum means a missing value.
    @inline(never)
    mutating func optionalInt32() throws(WireError) -> Int? {
        let value = try int32()
        return value == Int(Int32.max) ? nil : value
    }

    /// Reads a 64-bit integer; its maximum means a missing value.
    @inline(never)
    mutating func optionalInt64() throws(WireError) -> Int? {
        let value = try int64()
        return value == .max ? nil : value
    }

    /// Reads a flag.
    @inline(never)
    mutating func bool() throws(WireError) -> Bool {
        try expect(0)
        return try varint() != 0
    }

    /// Reads a floating-point number.
    @inline(never)
    mutating func double() throws(WireError) -> Double {
        try expect(1)
        return try rawDouble()
    }

    private mutating func rawDouble(isUnbounded: Bool = false) throws(WireError) -> Double {
        guard limit - offset >= 8 else { throw error(.missingField, "double") }
        var pattern: UInt64 = 0
        for index in 0..<8 { pattern |= UInt64(bytes[offset &+ index]) &<< UInt64(index &* 8) }
        let value = Double(bitPattern: pattern)
        guard value.isFinite || (isUnbounded && value == .infinity) else { throw error(.malformedField, "\(value)") }
        offset += 8
        return value
    }

    /// Reads a floating-point number; DBL_MAX means a missing value.
    @inline(never)
    mutating func optionalDouble() throws(WireError) -> Double? {
        let value = try double()
        return value.magnitude >= 1.79e308 ? nil : value
    }

    /// Does the same as ``optionalDouble()``, for the field in which infinity is a value.
    @inline(never)
    mutating func unboundedDouble() throws(WireError) -> Double? {
        try expect(1)
        let value = try rawDouble(isUnbounded: true)
        return value.magnitude >= 1.79e308 && value.isFinite ? nil : value
    }

    /// Reads a text.
    @inline(never)
    mutating func string() throws(WireError) -> String {
        try expect(2)
        let range = try extent()
        if range.isEmpty { return "" }
        return text(range)
    }

    /// Reads a text of a vocabulary.
    @inline(__always)
    mutating func word<Word: VocabularyWord>() throws(WireError) -> Word {
        Word(try string())
    }

    /// Consumes a text and returns its range.
    @inline(__always)
    private mutating func extent() throws(WireError) -> Range<Int> {
        let count = try length()
        let start = offset
        offset = start &+ count
        return Range(uncheckedBounds: (start, start &+ count))
    }

    private func text(_ range: Range<Int>) -> String {
        bytes.extracting(range).text
    }

    // MARK: Values that are texts here and numbers elsewhere

    /// Reads an exact decimal, which protobuf carries as text; empty and the text form's sentinels mean a missing
    /// value.
    @inline(never)
    mutating func decimal() throws(WireError) -> ExactDecimal? {
        try expect(2)
        let range = try extent()
        if range.isEmpty { return nil }
        guard let value = plainDecimal(range) else { return try slowDecimal(text(range)) }
        return value.coefficient == Int64(Int32.max) && range.count == 10 ? nil : value
    }

    /// Returns the digits of a text of at most 17, with or without a decimal point; `nil` for any other text.
    @inline(__always)
    private func plainDecimal(_ range: Range<Int>) -> ExactDecimal? {
        guard range.count <= 17 else { return nil }
        var digits: Int64 = 0
        var point = -1
        for position in range {
            let digit = bytes[position] &- 0x30
            if digit <= 9 {
                digits = digits &* 10 &+ Int64(digit)
            } else if digit == 0xFE, point < 0 {
                point = position
            } else {
                return nil
            }
        }
        if point < 0 { return ExactDecimal(digits: digits, places: 0) }
        return range.count == 1 ? nil : ExactDecimal(digits: digits, places: range.upperBound &- point &- 1)
    }

    @inline(never)
    private func slowDecimal(_ text: String) throws(WireError) -> ExactDecimal? {
        if TextReader.unsetDecimals.contains(text) { return nil }
        guard let value = ExactDecimal(text) else { throw error(.malformedField, text) }
        return value
    }

    /// Reads a floating-point number carried as text; empty means a missing value.
    mutating func textDouble() throws(WireError) -> Double? {
        let text = try string()
        if text.isEmpty { return nil }
        guard let value = Double(text), value.isFinite else { throw error(.malformedField, text) }
        return value
    }

    /// Reads a text carried as a floating-point number, such as the multiplier: `100`, not `100.0`. DBL_MAX and above
    /// is empty.
    mutating func doubleText() throws(WireError) -> String {
        let value = try double()
        if value.magnitude >= 1.79e308 { return "" }
        return Int32(exactly: value).map(String.init) ?? value.description
    }

    /// Reads one entry of a map.
    mutating func tagValue() throws(WireError) -> TagValue {
        let outer = try enter()
        var element = TagValue()
        while let field = try nextField() {
            switch field {
            case 1: element.tag = try string()
            case 2: element.value = try string()
            default: try skipUnknown()
            }
        }
        leave(outer)
        return element
    }

    // MARK: Repeated scalars, packed or not

    /// Appends the field's integers to `list`.
    mutating func int32s(into list: inout [Int]) throws(WireError) {
        guard wireType == 2 else { return list.append(try int32()) }
        let outer = try enter()
        wireType = 0
        while offset < limit { list.append(try int32()) }
        leave(outer)
    }

    /// Appends the field's numbers to `list`.
    mutating func doubles(into list: inout [Double]) throws(WireError) {
        guard wireType == 2 else { return list.append(try double()) }
        let outer = try enter()
        while offset < limit { list.append(try rawDouble()) }
        leave(outer)
    }
}
