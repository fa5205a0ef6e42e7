/// Writes values as bytes for the other end of a pair of our own processes: numbers of 8 bytes, texts with their
/// length.
package struct ByteWriter: Sendable {
    @usableFromInline
    var written: [UInt8] = []

    /// Makes an empty writer.
    package init() {}

    /// Creates an empty writer with room for `count` bytes.
    package init(reserving count: Int) { written.reserveCapacity(count) }

    /// The bytes written so far.
    @inlinable
    package var bytes: [UInt8] { written }

    /// Writes one byte: which case of an enumeration follows, or a small count.
    @inlinable
    package mutating func tag(_ value: UInt8) { written.append(value) }

    /// Writes a flag.
    @inlinable
    package mutating func flag(_ value: Bool) { written.append(value ? 1 : 0) }

    /// Writes a whole number.
    @inlinable
    package mutating func integer(_ value: Int) { word(UInt64(bitPattern: Int64(value))) }

    /// Writes a floating-point number, bit for bit.
    @inlinable
    package mutating func double(_ value: Double) { word(value.bitPattern) }

    @inlinable
    mutating func word(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { written.append(contentsOf: $0) }
    }

    /// Writes how many elements of a list follow.
    @inlinable
    package mutating func count(_ value: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).littleEndian) { written.append(contentsOf: $0) }
    }

    /// Writes a text.
    @inlinable
    package mutating func text(_ value: String) {
        count(value.utf8.count)
        written.append(contentsOf: value.utf8)
    }

    /// Writes bytes preceded by their count.
    @inlinable
    package mutating func block(_ value: [UInt8]) {
        count(value.count)
        written.append(contentsOf: value)
    }

    /// Writes a value that may be absent.
    @inlinable
    package mutating func optional<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    /// Writes a list.
    @inlinable
    package mutating func list<Element>(_ elements: [Element], _ write: (inout ByteWriter, Element) -> Void) {
        count(elements.count)
        for element in elements { write(&self, element) }
    }

    /// Writes a text that may be absent.
    @inlinable
    package mutating func optionalText(_ value: String?) { optional(value) { $0.text($1) } }

    /// Writes a whole number that may be absent.
    @inlinable
    package mutating func optionalInteger(_ value: Int?) { optional(value) { $0.integer($1) } }

    /// Writes a floating-point number that may be absent.
    @inlinable
    package mutating func optionalDouble(_ value: Double?) { optional(value) { $0.double($1) } }

    /// Replaces the byte at a place already written.
    package mutating func setTag(_ value: UInt8, at place: Int) { written[place] = value }

    /// Writes the number of bytes after `place` into the four bytes at it.
    package mutating func setLength(at place: Int) {
        let length = UInt32(truncatingIfNeeded: written.count - place - 4)
        withUnsafeBytes(of: length.littleEndian) { raw in
            for offset in 0..<4 { written[place + offset] = raw[offset] }
        }
    }
}
