import RandomTesting
internal import TWSWire
internal import Testing

/// Damaged frames give an error or another valid message, never a trap.
@Suite struct MalformedFrameTests {
    /// The largest frame of every message, side and version among the samples.
    static let specimens: [Specimen] = {
        var largest: [String: Specimen] = [:]
        for file in SampleFile.all where !file.isUnframed {
            for frame in file.frames {
                let key = "\(frame.side) \(frame.messageName) \(file.serverVersion)"
                if let known = largest[key], known.frame.body.count >= frame.body.count { continue }
                largest[key] = Specimen(frame: frame, serverVersion: file.serverVersion)
            }
        }
        return largest.keys.sorted().compactMap { largest[$0] }
    }()

    @Test("Cut anywhere, a frame lacks a field", arguments: specimens)
    func truncations(_ specimen: Specimen) throws {
        let whole = specimen.frame.body
        var errors = 0
        for length in 0..<whole.count {
            do throws(WireError) {
                let decoded = try specimen.decode(Array(whole[..<length]))
                // Only an optional last count may be missing; what was read must be whole.
                #expect(decoded.message.name == specimen.frame.messageName)
            } catch {
                errors += 1
                #expect(error.serverVersion == specimen.serverVersion)
            }
        }
        #expect(errors >= whole.count - 2)
    }

    @Test("With one byte changed, a frame is refused or means something else", arguments: specimens)
    func corruptions(_ specimen: Specimen) throws {
        var random = SplitMix(seed: UInt64(specimen.frame.body.count))
        for _ in 0..<Soak.rounds(300) {
            var body = specimen.frame.body
            let place = Int.random(in: 0..<body.count, using: &random)
            body[place] = UInt8.random(in: 0...255, using: &random)
            guard let decoded = try? specimen.decode(body) else { continue }
            try specimen.checkRoundTrip(decoded.message)
        }
    }

    @Test("With one field replaced, a frame is refused or means something else", arguments: specimens)
    func hostileFields(_ specimen: Specimen) throws {
        let hostile = [
            "", "-", "+", ".", "-1", "99999999999999999999999999", "-9223372036854775808", "2147483648", "nan", "inf",
            "1e999", "0x10", "\u{1F4A3}", "\\u", "\\ud800", String(repeating: "9", count: 10_000),
            "0." + String(repeating: "0", count: 10_000), "16777215",
        ]
        let fields = specimen.frame.body.split(separator: 0, omittingEmptySubsequences: false).dropLast().map(
            Array.init
        )
        // A tenth of the fields, another one in every specimen, unless all are asked for.
        for index in fields.indices where Soak.isOn || (index + fields.count) % 10 == specimen.serverVersion % 10 {
            for text in hostile {
                var changed = fields
                changed[index] = Array(text.utf8)
                guard let decoded = try? specimen.decode(changed.flatMap { $0 + [0] }) else { continue }
                try specimen.checkRoundTrip(decoded.message)
            }
        }
    }

    @Test func emptyAndForeignBodies() {
        for version in [100, 152, 200, 201, 226] {
            for body: [UInt8] in [
                [], [0], [0, 0, 0], [0x37, 0x37, 0x37, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 200],
            ] {
                #expect(throws: WireError.self) { try Decoded(body, side: .client, serverVersion: version) }
                #expect(throws: WireError.self) { try Decoded(body, side: .server, serverVersion: version) }
            }
        }
    }

    @Test("A count is no larger than what the frame can hold", arguments: ["-1", "1000", "2147483647", "99999999999"])
    func counts(_ count: String) throws {
        let body = Array("17\u{0}1\u{0}\(count)\u{0}x\u{0}".utf8)
        let error = #expect(throws: WireError.self) { try Decoded(body, side: .server, serverVersion: 200) }
        #expect(error?.code == .badCount)
        #expect(error?.field == "itemCount")
        #expect(error?.offset == 5)
    }

    @Test func surplusFieldsAreCounted() throws {
        let decoded = try Decoded(
            Array("49\u{0}1\u{0}1700000000\u{0}x\u{0}y\u{0}".utf8),
            side: .server,
            serverVersion: 200
        )
        #expect(decoded.surplusFields == 2)
    }
}

/// A frame that is going to be damaged.
struct Specimen: Sendable, CustomTestStringConvertible {
    let frame: SampleFrame
    let serverVersion: Int

    var testDescription: String { "\(frame.side) \(frame.messageName) at \(serverVersion)" }

    func decode(_ body: [UInt8]) throws(WireError) -> Decoded {
        try Decoded(body, side: frame.side, serverVersion: serverVersion)
    }

    /// What was read of a damaged frame can be written and read again, or is refused in writing.
    func checkRoundTrip(_ message: AnyMessage) throws {
        guard let written = try? message.textBody(serverVersion: serverVersion) else { return }
        let again = try decode(written)
        #expect(again.message == message)
    }
}
