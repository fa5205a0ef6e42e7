internal import TWSWire

/// What is fuzzed, by the name that is given on the command line.
enum FuzzTarget: String, CaseIterable {
    /// Bodies that TWS sends: version, body.
    case serverMessages = "server-messages"
    /// Bodies that clients send: version, body.
    case clientMessages = "client-messages"
    /// The endless stream of a client from before version 100.
    case unframed
    /// Side, version, body: what was decoded is written and decoded again, and must be equal.
    case roundTrip = "round-trip"

    /// The C function for libFuzzer.
    var function: FuzzFunction {
        switch self {
        case .serverMessages:
            { bytes, count in
                FuzzTarget.decodeServer(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        case .clientMessages:
            { bytes, count in
                FuzzTarget.decodeClient(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        case .unframed:
            { bytes, count in
                FuzzTarget.decodeStream(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        case .roundTrip:
            { bytes, count in
                FuzzTarget.roundTrip(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        }
    }

    /// The first byte as a version from 100 to 226.
    private static func version(_ byte: UInt8) -> Int {
        ServerVersion.floor + Int(byte) % (ServerVersion.ceiling - ServerVersion.floor + 1)
    }

    private static func decodeServer(_ input: [UInt8]) {
        guard let first = input.first else { return }
        _ = try? ServerMessage.decode(input.span.extracting(droppingFirst: 1), serverVersion: version(first))
    }

    private static func decodeClient(_ input: [UInt8]) {
        guard let first = input.first else { return }
        _ = try? ClientMessage.decode(input.span.extracting(droppingFirst: 1), serverVersion: version(first))
    }

    private static func decodeStream(_ input: [UInt8]) {
        var offset = 0
        while offset < input.count,
            let message = try? ClientMessage.decodeUnframed(input.span.extracting(droppingFirst: offset))
        {
            if message.length <= 0 { fail("a message of no bytes would never end") }
            offset += message.length
        }
        if offset > input.count { fail("more bytes taken than given") }
    }

    private static func roundTrip(_ input: [UInt8]) {
        guard input.count > 2 else { return }
        let version = version(input[1])
        let body = input.span.extracting(droppingFirst: 2)
        if input[0] % 2 == 0 {
            guard let message = try? ServerMessage.decode(body, serverVersion: version).message else { return }
            check(message, from: body, version, { try message.body(serverVersion: version) }) { bytes in
                try ServerMessage.decode(bytes.span, serverVersion: version).message
            }
        } else {
            guard let message = try? ClientMessage.decode(body, serverVersion: version).message else { return }
            check(message, from: body, version, { try message.body(serverVersion: version) }) { bytes in
                try ClientMessage.decode(bytes.span, serverVersion: version).message
            }
        }
    }

    /// Ends the process when a message that can be written is not read back as the same.
    private static func check<Message: Equatable>(
        _ message: Message,
        from body: Span<UInt8>,
        _ version: Int,
        _ encode: () throws -> [UInt8],
        _ decode: ([UInt8]) throws -> Message
    ) {
        // A message that holds NaN is not equal to itself; one with a control character cannot be written.
        guard message == message, let bytes = try? encode() else { return }
        do {
            let again = try decode(bytes)
            // From 201 on a message may come as text and leave as protobuf, which cannot carry every text.
            guard isProtobuf(body, version) == isProtobuf(bytes.span, version) else { return }
            if again != message { fail("changed on its way:\n\(message)\n\(again)") }
        } catch {
            fail("own bytes are refused: \(error)\n\(message)")
        }
    }

    private static func isProtobuf(_ body: Span<UInt8>, _ version: Int) -> Bool {
        version >= ServerVersion.protobuf && body.count >= 4
            && (body[0] != 0 || body[1] != 0 || body[2] != 0 || body[3] > 200)
    }

    /// Says what is wrong, which an optimised trap does not, and ends the process.
    private static func fail(_ text: String) -> Never {
        print(text)
        preconditionFailure(text)
    }
}
