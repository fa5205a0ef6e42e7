import TWSSession
import TWSWire
import Testing

@Suite("Frames in a stream of bytes")
struct FrameAssemblerTests {
    private func bodies(_ chunks: [[UInt8]]) throws -> [[UInt8]] {
        var assembler = FrameAssembler()
        var bodies: [[UInt8]] = []
        for chunk in chunks {
            assembler.append(chunk)
            while try assembler.advance() { bodies.append(assembler.body.withUnsafeBufferPointer { Array($0) }) }
        }
        return bodies
    }

    @Test("every split into two reads gives the same frames")
    func everySplit() throws {
        let expected: [[UInt8]] = [[1], [2, 3], [UInt8](repeating: 9, count: 300), [0, 0, 0, 1]]
        let stream = expected.flatMap { ServerBytes.frame($0) }
        for split in 0...stream.count {
            #expect(try bodies([Array(stream[..<split]), Array(stream[split...])]) == expected)
        }
        #expect(try bodies(stream.map { [$0] }) == expected)
    }

    @Test("10,000 frames in one read, in order")
    func manyFrames() throws {
        let stream = (0..<10_000).flatMap { ServerBytes.frame([UInt8($0 & 255), UInt8($0 >> 8)]) }
        let found = try bodies([stream])
        #expect(found.count == 10_000)
        #expect(found.enumerated().allSatisfy { Int($1[0]) | Int($1[1]) << 8 == $0 })
    }

    @Test(
        "impossible lengths are errors as soon as four bytes are there",
        arguments: [[0, 0, 0, 0], [1, 0, 0, 0], [0x80, 0, 0, 0], [255, 255, 255, 255], [0x01, 0x00, 0x00, 0x01]]
            as [[UInt8]]
    )
    func impossibleLength(_ prefix: [UInt8]) throws {
        var assembler = FrameAssembler()
        assembler.append(prefix.dropLast())
        #expect(try !assembler.advance())
        assembler.append(prefix.suffix(1))
        #expect { try assembler.advance() } throws: { ($0 as? WireError)?.code == .badLength }
    }

    @Test("the longest length is not an error, and takes no memory before its bytes come")
    func longestLength() throws {
        var assembler = FrameAssembler()
        assembler.append(([0, 255, 255, 255, 1, 2] as [UInt8]))
        #expect(try !assembler.advance())
        #expect(assembler.buffered.count == 6)
    }

    @Test("what is left of one read stays for the next, however long it goes on")
    func compaction() throws {
        let frame = ServerBytes.frame([UInt8](repeating: 7, count: 1000))
        var assembler = FrameAssembler()
        var count = 0
        var rest = frame[...]
        for _ in 0..<5000 {
            if rest.count < 700 { rest += frame }
            assembler.append(Array(rest.prefix(700)))
            rest = rest.dropFirst(700)
            while try assembler.advance() {
                #expect(assembler.body.count == 1000 && assembler.body[999] == 7)
                count += 1
            }
            #expect(assembler.buffered.count < 1004 + 700)
        }
        #expect(count == 5000 * 700 / 1004)
    }
}
