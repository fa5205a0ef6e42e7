import Notation
import Testing

@testable import ScriptRuntime

@Suite("Frames of the pair")
struct FrameAssemblyTests {
    private func frame(_ text: String) -> [UInt8] {
        var writer = ByteWriter(ScriptFrame.zone)
        writer.text(text)
        return writer.frame()
    }

    @Test("come whole, however the bytes come", arguments: [1, 3, 1_000])
    func pieces(size: Int) throws {
        var assembly = FrameAssembly(longest: 100)
        let bytes = frame("UTC") + frame("") + frame("Europe/Berlin")
        var texts: [String] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            assembly.append(bytes[start..<min(start + size, bytes.count)])
            while let frame = try assembly.next() {
                var reader = ByteReader(frame, from: 1)
                texts.append(try reader.text())
                #expect(frame.first == ScriptFrame.zone.rawValue)
            }
        }
        #expect(texts == ["UTC", "", "Europe/Berlin"])
    }

    @Test("of no length, or of more than is allowed, are refused", arguments: [0, 101, Int(UInt32.max)])
    func length(length: Int) {
        var assembly = FrameAssembly(longest: 100)
        assembly.append((0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) })
        #expect(throws: ByteReader.Malformed.self) { try assembly.next() }
    }
}
