/// Writes values as bytes for the other end of a pair of our own processes: numbers of 8 bytes, texts with their
/// length.
package struct ByteWriter: Sendable {
    /// The bytes written so far.
    package private(set) var bytes: [UInt8] = []

    /// Makes an empty writer.
    package init() {}

    /// Writes one byte: which case of an enumeration follows, or a small count.
    package mutating func tag(_ value: UInt8) { bytes.append(value) }

    /// Writes a flag.
    package mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    /// Writes a whole number.
    package mutating func integer(_ value: Int) { word(UInt64(bitPattern: Int64(value))) }

    /// Writes a floating-point number, bit for bit.
    package mutating func double(_ value: Double) { word(value.bitPattern) }

    private mutating func word(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes how many elements of a list follow.
    package mutating func count(_ value: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a text.
    package mutating func text(_ value: String) {
        count(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    /// Writes bytes preceded by their count.
    package mutating func block(_ value: [UInt8]) {
        count(value.count)
        bytes.append(contentsOf: value)
    }

    /// Writes a value that may be absent.
    package mutating func optional<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    /// Writes a list.
    package mutating func list<Element>(_ elements: [Element], _ write: (inout ByteWriter, Element) -> Void) {
        count(elements.count)
        for element in elements { write(&self, element) }
    }

    /// Writes a text that may be absent.
    package mutating func optionalText(_ value: String?) { optional(value) { $0.text($1) } }

    /// Writes a whole number that may be absent.
    package mutating func optionalInteger(_ value: Int?) { optional(value) { $0.integer($1) } }

    /// Writes a floating-point number that may be absent.
    package mutating func optionalDouble(_ value: Double?) { optional(value) { $0.double($1) } }

    /// Replaces the byte at a place already written.
    package mutating func setTag(_ value: UInt8, at place: Int) { bytes[place] = value }

    /// Writes the number of bytes after `place` into the four bytes at it.
    package mutating func setLength(at place: Int) {
        let length = UInt32(truncatingIfNeeded: bytes.count - place - 4)
        withUnsafeBytes(of: length.littleEndian) { raw in
            for offset in 0..<4 { bytes[place + offset] = raw[offset] }
        }
    }
}
