import TWSWire
import Testing

/// Row 19: messages inside messages, far deeper than any that there is.
@Suite struct NestingTests {
    /// A body whose field `number` holds a message, whose field of that number holds a message, and so on.
    private static func body(_ id: UInt8, _ number: UInt8, depth: Int) -> [UInt8] {
        // Written from the inside out, so in reverse.
        var reversed: [UInt8] = []
        for _ in 0..<depth {
            var (length, bytes) = (reversed.count, [UInt8]())
            repeat {
                bytes.append(UInt8(length & 0x7F) | (length > 0x7F ? 0x80 : 0))
                length >>= 7
            } while length > 0
            reversed += bytes.reversed() + [number << 3 | 2]
        }
        return [0, 0, 0, id] + reversed.reversed()
    }

    @Test(
        "10,000 deep is an error of that message, fields that no table knows, or the bytes of a text",
        arguments: 1...UInt8(15)
    )
    func deep(_ number: UInt8) {
        // openOrder, execDetails, scannerData, contractData, completedOrder.
        for id: UInt8 in [205, 211, 220, 210, 244] {
            let body = Self.body(id, number, depth: 10_000)
            do throws(WireError) {
                let decoded = try ServerMessage.decode(body.span, serverVersion: ServerVersion.ceiling)
                let isText = "\(decoded.message)".utf8.count > body.count
                #expect(decoded.surplusFields > 0 || isText, "\(id), field \(number)")
            } catch {
                #expect(error.serverVersion == ServerVersion.ceiling)
            }
        }
    }
}
