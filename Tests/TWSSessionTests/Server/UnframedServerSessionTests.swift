import TWSSession
import TWSWire
import Testing

/// The bytes are those of the capture of an IbPy client: version 62, client id 100, then requests without frames.
@Suite("A server's side of one unframed connection")
struct UnframedServerSessionTests {
    private let time: () -> ServerTime = {
        ServerTime(text: "20260105 10:00:00 US/Eastern", milliseconds: 1_767_625_200_000)
    }

    private func actions(_ chunks: [[UInt8]]) -> [ServerSession.Action] {
        var session = ServerSession(configuration: .init())
        return chunks.flatMap { session.receive($0, time: time) }
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("69 is answered without a frame, and the next field is the client's id: it has started")
    func handshake() {
        let answer = ServerSession.Action.write(bytes("69\0" + "20260105 10:00:00 US/Eastern\0"))
        #expect(actions([bytes("62\0")]) == [answer])
        #expect(actions([bytes("62\0100\0")]) == [answer, .started(clientId: 100, serverVersion: 69)])
    }

    @Test("requests are told apart by their layouts, however the bytes come")
    func everySplit() {
        // reqIds(1) and reqCurrentTime, as IbPy writes them: field by field.
        let stream = bytes("62\0100\0" + "8\01\01\0" + "49\01\0" + "8\01\07\0")
        let whole = actions([stream])
        #expect(whole.count == 5)
        guard case .deliver(.reqIds(let request)) = whole.last else {
            Issue.record("\(whole)")
            return
        }
        #expect(request.numIds == 7)
        #expect(whole[3] == .deliver(.reqCurrentTime(.init())))
        for split in 1..<stream.count {
            #expect(actions([Array(stream[..<split]), Array(stream[split...])]) == whole)
        }
        #expect(actions(stream.map { [$0] }) == whole)
    }

    @Test("messages to the client have no frame")
    func answers() throws {
        var session = ServerSession(configuration: .init())
        _ = session.receive(bytes("62\01\0"), time: time)
        var next = ServerMessage.NextValidId()
        next.orderId = 5
        #expect(try session.frame(.nextValidId(next)) == bytes("9\01\05\0"))
    }

    @Test(
        "what cannot be read closes with a reason, for nothing tells where the next request begins",
        arguments: [
            ("62x\0", "client version"), ("62\0-1\0", "client id"), ("62\0x\0", "client id"),
            ("62\01\0999\01\0", "999"), ("62\01\08\01\0many\0", "numIds"), ("12345678901", "not an API client"),
        ]
    )
    func unreadable(_ text: String, _ word: String) {
        guard case .close(let reason) = actions([bytes(text)]).last else {
            Issue.record("not closed")
            return
        }
        #expect(reason.contains(word), "\(reason)")
    }
}
