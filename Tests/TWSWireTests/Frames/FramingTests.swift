internal import TWSWire
internal import Testing

@Suite struct FramingTests {
    @Test func theLengthComesFirst() throws {
        #expect(try Frame.framed([0x34, 0]) == [0, 0, 0, 2, 0x34, 0])
        #expect(try Frame.framed(Array(repeating: 0x31, count: 0x0102)).prefix(4) == [0, 0, 1, 2])
    }

    @Test("Lengths that peers refuse", arguments: [0, Frame.maximumLength + 1])
    func badLengths(_ length: Int) {
        let error = #expect(throws: WireError.self) { try Frame.framed(Array(repeating: 0x31, count: length)) }
        #expect(error?.code == .badLength)
    }

    @Test func anErrorSaysWhereAndWhat() {
        let body = Array("1\u{0}6\u{0}7\u{0}x\u{0}".utf8)
        let error = #expect(throws: WireError.self) { try ServerMessage.decode(body.span, serverVersion: 178) }
        #expect(error?.code == .malformedField)
        #expect(error?.field == "tickType")
        #expect(error?.offset == 6)
        #expect(error?.messageId == 1)
        #expect(error?.serverVersion == 178)
        #expect(error?.frame == "310036003700780 0".filter { $0 != " " })
    }

    @Test func unknownIdsAreNamed() {
        let body = Array("12345\u{0}1\u{0}".utf8)
        let error = #expect(throws: WireError.self) { try ClientMessage.decode(body.span, serverVersion: 200) }
        #expect(error?.code == .unknownMessage)
        #expect(error?.messageId == 12345)
    }

    @Test("The stream of old clients comes apart at any split", arguments: SampleFile.all.filter(\.isUnframed))
    func unframedStream(_ file: SampleFile) throws {
        let frames = file.frames.filter { $0.side == .client }
        let stream = frames.flatMap(\.body)
        var received: [UInt8] = []
        var names: [String] = []
        for byte in stream {
            received.append(byte)
            guard let (message, length) = try ClientMessage.decodeUnframed(received.span) else { continue }
            names.append(message.name)
            received.removeFirst(length)
        }
        #expect(names == frames.map(\.messageName))
        #expect(received.isEmpty)
    }
}
