import RandomTesting
internal import TWSWire
internal import Testing
internal import WireSchema

/// Random frames of every message, cut and changed at every place, in both forms.
@Suite struct DamageTests {
    @Test("Cut anywhere, a frame is refused or valid", arguments: ProtocolTable.messages)
    func truncations(_ message: Message) throws {
        var random = SplitMix(seed: UInt64(message.id) + 377)
        for _ in 0..<Soak.rounds(10) {
            for frame in try Self.frames(message, &random) {
                for length in 0..<frame.body.count { try frame.check(Array(frame.body[..<length])) }
            }
        }
    }

    @Test("With any byte changed, a frame is refused or valid", arguments: ProtocolTable.messages)
    func corruptions(_ message: Message) throws {
        var random = SplitMix(seed: UInt64(message.id) + 477)
        for frame in try Self.frames(message, &random) {
            for place in frame.body.indices {
                for round in 0..<Soak.rounds(20) {
                    var body = frame.body
                    // One bit, which keeps most of the frame's sense, or any other byte.
                    body[place] ^= round % 2 == 0 ? 1 << UInt8(random.next() % 8) : UInt8(random.next() % 255) + 1
                    try frame.check(body)
                }
            }
        }
    }

    /// One frame of each form at a version that speaks it.
    private static func frames(_ message: Message, _ source: inout SplitMix) throws -> [Frame] {
        var random = RandomStructure(source: source)
        let original = try AnyMessage(random: message, &random)
        source = random.source
        var frames: [Frame] = []
        let lowest = max(message.since ?? 0, ServerVersion.floor)
        if !message.protobufOnly {
            let version = Int.random(in: lowest..<ServerVersion.protobuf, using: &source)
            frames.append(Frame(try original.textBody(serverVersion: version), message.side, version))
        }
        if let body = try original.protobufBody() { frames.append(Frame(body, message.side, ServerVersion.ceiling)) }
        return frames
    }

    /// A frame that is damaged.
    private struct Frame {
        let body: [UInt8]
        private let side: WireSide
        private let version: Int

        init(_ body: [UInt8], _ side: WireSide, _ version: Int) {
            self.body = body
            self.side = side
            self.version = version
        }

        /// A damaged body is refused, or it holds no more than its bytes can and is a message that can be written.
        func check(_ damaged: [UInt8]) throws {
            let decoded: Decoded
            do throws(WireError) {
                decoded = try Decoded(damaged, side: side, serverVersion: version)
            } catch {
                #expect(error.serverVersion == version)
                return
            }
            let elements = Self.elements(decoded.message.structure)
            #expect(elements <= damaged.count)
            guard let written = try? decoded.message.body(serverVersion: version) else { return }
            let again = try Decoded(written, side: side, serverVersion: version)
            #expect(again.message.name == decoded.message.name)
        }

        /// How many elements all lists of the structure have.
        private static func elements(_ structure: any WireStructure) -> Int {
            var count = 0
            for (index, field) in type(of: structure).fields.enumerated() {
                switch field.type {
                case .structure, .list: count += elements(structure.value(at: index))
                default: break
                }
            }
            return count
        }

        private static func elements(_ value: FieldValue) -> Int {
            switch value {
            case .structure(let nested): elements(nested)
            case .list(let values): values.reduce(values.count) { $0 + elements($1) }
            default: 0
            }
        }
    }
}

/// Frames whose lists would take more memory than a frame of their length has a use for.
@Suite struct MemoryTests {
    @Test("Empty elements in protobuf", arguments: [(3_000_000, true), (1_000, false)])
    func emptyElements(_ count: Int, _ isRefused: Bool) throws {
        // scannerData with elements of no field: two bytes that would become two kilobytes.
        var body: [UInt8] = [0, 0, 0, 220]
        for _ in 0..<count { body += [0x12, 0] }
        if isRefused {
            let error = #expect(throws: WireError.self) { try ServerMessage.decode(body.span, serverVersion: 226) }
            #expect(error?.code == .badCount)
        } else {
            let decoded = try ServerMessage.decode(body.span, serverVersion: 226)
            guard case .scannerData(let data) = decoded.message else {
                Issue.record("not scannerData")
                return
            }
            #expect(data.elements.count == count)
        }
    }

    @Test func aCountThatOnlyTheBytesAllow() throws {
        let count = 3_000_000
        var body = Array("20\u{0}3\u{0}1\u{0}\(count)\u{0}".utf8)
        body += Array(repeating: 0, count: count)
        let error = #expect(throws: WireError.self) { try ServerMessage.decode(body.span, serverVersion: 200) }
        #expect(error?.code == .badCount)
    }

    @Test("A long history is read whole", arguments: [200, 226])
    func longHistory(_ version: Int) throws {
        var message = ServerMessage.HistoricalData()
        message.bars = Array(repeating: Bar(), count: 100_000)
        let body = try ServerMessage.historicalData(message).body(serverVersion: version)
        guard case .historicalData(let read) = try ServerMessage.decode(body.span, serverVersion: version).message
        else {
            Issue.record("not historicalData")
            return
        }
        #expect(read.bars.count == 100_000)
    }
}
