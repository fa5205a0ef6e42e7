/// Writes values as bytes, for the other end of a pair of our own processes: numbers of 8 bytes, texts with their length.
package struct ByteWriter: Sendable {
    @usableFromInline
    var written: [UInt8] = []

    /// Nothing is written yet.
    package init() {}

    /// Nothing is written yet; there is room for so many bytes.
    package init(reserving count: Int) { written.reserveCapacity(count) }

    /// What was written.
    @inlinable
    package var bytes: [UInt8] { written }

    /// One byte: which case of an enumeration follows, or how many small things.
    @inlinable
    package mutating func tag(_ value: UInt8) { written.append(value) }

    /// A flag.
    @inlinable
    package mutating func flag(_ value: Bool) { written.append(value ? 1 : 0) }

    /// A whole number.
    @inlinable
    package mutating func integer(_ value: Int) { word(UInt64(bitPattern: Int64(value))) }

    /// A floating number, bit by bit.
    @inlinable
    package mutating func double(_ value: Double) { word(value.bitPattern) }

    @inlinable
    mutating func word(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { written.append(contentsOf: $0) }
    }

    /// How many elements of a list follow.
    @inlinable
    package mutating func count(_ value: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).littleEndian) { written.append(contentsOf: $0) }
    }

    /// A text.
    @inlinable
    package mutating func text(_ value: String) {
        count(value.utf8.count)
        written.append(contentsOf: value.utf8)
    }

    /// Bytes with their number.
    @inlinable
    package mutating func block(_ value: [UInt8]) {
        count(value.count)
        written.append(contentsOf: value)
    }

    /// A value that may be absent.
    @inlinable
    package mutating func optional<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    /// A list.
    @inlinable
    package mutating func list<Element>(_ elements: [Element], _ write: (inout ByteWriter, Element) -> Void) {
        count(elements.count)
        for element in elements { write(&self, element) }
    }

    /// A text that may be absent.
    @inlinable
    package mutating func optionalText(_ value: String?) { optional(value) { $0.text($1) } }

    /// A whole number that may be absent.
    @inlinable
    package mutating func optionalInteger(_ value: Int?) { optional(value) { $0.integer($1) } }

    /// A floating number that may be absent.
    @inlinable
    package mutating func optionalDouble(_ value: Double?) { optional(value) { $0.double($1) } }

    /// Puts another byte at a place that was written.
    package mutating func setTag(_ value: UInt8, at place: Int) { written[place] = value }

    /// Puts the number of bytes behind `place` into the four bytes at it.
    package mutating func setLength(at place: Int) {
        let length = UInt32(truncatingIfNeeded: written.count - place - 4)
        withUnsafeBytes(of: length.littleEndian) { raw in
            for offset in 0..<4 { written[place + offset] = raw[offset] }
        }
    }
}
