/// Reads what ``ByteWriter`` has written, whatever its origin: no length, count or number in it is trusted.
package struct ByteReader: Sendable {
    /// The error for malformed bytes.
    package struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong with them.
        package let description: String

        /// Makes the error with its reason.
        package init(_ description: String) { self.description = description }

        @usableFromInline
        static var early: Self { Self("it ends early") }

        @usableFromInline
        static func flag(_ byte: UInt8) -> Self { Self("a flag of \(byte)") }
    }

    @usableFromInline
    func tooMany(_ count: Int) -> Malformed { Malformed("\(count) elements, with \(bytes.count - place) bytes left") }

    /// The largest number of list elements one reader makes: a few bytes may become a structure of kilobytes.
    @usableFromInline
    let mostElements: Int
    @usableFromInline
    let bytes: [UInt8]
    @usableFromInline
    var place: Int
    @usableFromInline
    var elements = 0

    /// Reads from a place on.
    package init(_ bytes: [UInt8], from place: Int = 0, mostElements: Int = 1_000_000) {
        self.mostElements = mostElements
        self.bytes = bytes
        self.place = place
    }

    /// Whether everything has been read.
    package var isAtEnd: Bool { place == bytes.count }

    /// Checks that nothing is left.
    package func finish() throws(Malformed) {
        guard isAtEnd else { throw Malformed("\(bytes.count - place) bytes too many") }
    }

    @inlinable
    mutating func take(_ count: Int) throws(Malformed) -> Range<Int> {
        guard count <= bytes.count &- place else { throw Malformed.early }
        defer { place += count }
        return place..<place + count
    }

    /// Reads one byte.
    @inlinable
    package mutating func tag() throws(Malformed) -> UInt8 { bytes[try take(1).lowerBound] }

    /// Reads a flag.
    @inlinable
    package mutating func flag() throws(Malformed) -> Bool {
        switch try tag() {
        case 0: return false
        case 1: return true
        case let other: throw Malformed.flag(other)
        }
    }

    @inlinable
    mutating func word() throws(Malformed) -> UInt64 {
        let range = try take(8)
        return bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
        }
    }

    /// Reads a whole number.
    @inlinable
    package mutating func integer() throws(Malformed) -> Int { Int(Int64(bitPattern: try word())) }

    /// Reads a floating-point number.
    @inlinable
    package mutating func double() throws(Malformed) -> Double { Double(bitPattern: try word()) }

    /// Reads how many elements of a list follow, each of at least one byte.
    @inlinable
    package mutating func count() throws(Malformed) -> Int {
        let range = try take(4)
        let count = bytes.withUnsafeBytes {
            Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt32.self)))
        }
        guard count <= bytes.count &- place else { throw tooMany(count) }
        return count
    }

    /// Reads a text; bytes that are not UTF-8 become U+FFFD.
    @inlinable
    package mutating func text() throws(Malformed) -> String {
        let range = try take(try count())
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// Reads bytes.
    package mutating func block() throws(Malformed) -> [UInt8] { Array(bytes[try take(try count())]) }

    /// Reads a value that may be absent.
    @inlinable
    package mutating func optional<Value>(
        _ read: (inout ByteReader) throws(Malformed) -> Value
    ) throws(Malformed) -> Value? {
        try flag() ? try read(&self) : nil
    }

    /// Reads a list.
    @inlinable
    package mutating func list<Element>(
        _ read: (inout ByteReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        let count = try count()
        elements += count
        guard elements <= mostElements else { throw tooMany(elements) }
        var list: [Element] = []
        for _ in 0..<count { list.append(try read(&self)) }
        return list
    }

    /// Reads a text that may be absent.
    @inlinable
    package mutating func optionalText() throws(Malformed) -> String? {
        try optional { reader throws(Malformed) in try reader.text() }
    }

    /// Reads a whole number that may be absent.
    @inlinable
    package mutating func optionalInteger() throws(Malformed) -> Int? {
        try optional { reader throws(Malformed) in try reader.integer() }
    }

    /// Reads a floating-point number that may be absent.
    @inlinable
    package mutating func optionalDouble() throws(Malformed) -> Double? {
        try optional { reader throws(Malformed) in try reader.double() }
    }

    /// Reads a case of an enumeration, by its text.
    package mutating func word<Word: RawRepresentable>(
        _ type: Word.Type
    ) throws(Malformed) -> Word where Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else { throw Malformed("\(Word.self) of \(text.prefix(20))") }
        return word
    }
}
