import Notation
import Testing

@Suite("Bytes between processes")
struct ByteTests {
    private static func written() -> [UInt8] {
        var writer = ByteWriter()
        writer.tag(7)
        writer.flag(true)
        writer.integer(.min)
        writer.double(-0.0)
        writer.text("Grüße\n")
        writer.optionalInteger(nil)
        writer.optionalText("x")
        writer.list([1, 2]) { $0.integer($1) }
        return writer.bytes
    }

    private static func read(_ bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        #expect(try reader.tag() == 7)
        #expect(try reader.flag())
        #expect(try reader.integer() == .min)
        #expect(try reader.double().sign == .minus)
        #expect(try reader.text() == "Grüße\n")
        #expect(try reader.optionalInteger() == nil)
        #expect(try reader.optionalText() == "x")
        #expect(try reader.list { reader throws(ByteReader.Malformed) in try reader.integer() } == [1, 2])
        try reader.finish()
    }

    @Test("come back as they were written")
    func roundTrip() throws { try Self.read(Self.written()) }

    @Test("say nothing when they are cut anywhere", arguments: 0..<written().count)
    func cut(length: Int) {
        #expect(throws: ByteReader.Malformed.self) { try Self.read(Array(Self.written().prefix(length))) }
    }

    @Test("a count of more elements than there are bytes is refused before there is room made for them")
    func count() {
        var writer = ByteWriter()
        writer.count(Int(UInt32.max))
        var reader = ByteReader(writer.bytes + [0])
        #expect(throws: ByteReader.Malformed.self) {
            try reader.list { reader throws(ByteReader.Malformed) in try reader.tag() }
        }
    }

    @Test("lists have so many elements together, and no more")
    func elements() throws {
        var writer = ByteWriter()
        writer.list([[1, 2], [3]]) { $0.list($1) { $0.integer($1) } }
        func lists(_ most: Int) throws -> [[Int]] {
            var reader = ByteReader(writer.bytes, mostElements: most)
            return try reader.list { reader throws(ByteReader.Malformed) in
                try reader.list { reader throws(ByteReader.Malformed) in try reader.integer() }
            }
        }
        #expect(try lists(5) == [[1, 2], [3]])
        #expect(throws: ByteReader.Malformed.self) { try lists(4) }
    }

    @Test("a flag is 0 or 1")
    func flag() {
        var reader = ByteReader([2])
        #expect(throws: ByteReader.Malformed.self) { try reader.flag() }
    }
}
