import TWSSession
import TWSWire
import Testing

@Suite("A server's side of one connection")
struct ServerSessionTests {
    private let time: () -> ServerTime = {
        ServerTime(text: "20260105 10:00:00 US/Eastern", milliseconds: 1_767_625_200_000)
    }

    private func greeting(_ text: String) -> [UInt8] { Array("API\0".utf8) + ServerBytes.frame(text) }

    private func session(_ versions: ClosedRange<Int> = 100...200) -> ServerSession {
        var configuration = ServerSession.Configuration()
        configuration.versions = versions
        return ServerSession(configuration: configuration)
    }

    private let start = ServerBytes.frame("71\u{0}2\u{0}7\u{0}\u{0}")

    @Test(
        "the highest common version is chosen",
        arguments: [
            ("v100..226", 200), ("v157..178", 178), ("v100..157", 157), ("v187", 187), ("v100..226 +PACEAPI", 200),
            ("v100..100", 100),
        ]
    )
    func versions(_ offer: String, _ chosen: Int) {
        var session = session()
        let answer = ServerBytes.frame("\(chosen)\u{0}20260105 10:00:00 US/Eastern\u{0}")
        #expect(session.receive(greeting(offer), time: time) == [.write(answer)])
        #expect(session.serverVersion == chosen)
    }

    @Test(
        "nothing in common, or no handshake at all: closed with a reason",
        arguments: [
            "v201..226", "v213", "v227..300", "v50..99", "v226..100", "v100..", "v..200", "v100...200", "100..200",
            "v1e2..200",
            "vx", "v", "",
            "v00000000000000000100..200", "v-1..200",
        ]
    )
    func refused(_ offer: String) {
        var session = session()
        let actions = session.receive(greeting(offer), time: time)
        guard actions.count == 1, case .close(let reason) = actions[0] else { Issue.record("\(actions)"); return }
        #expect(!reason.isEmpty)
        #expect(session.receive(start, time: time) == [])
    }

    @Test(
        "the first byte tells: neither API nor a digit is refused at once",
        arguments: [
            ("G", "not an API client"), ("APX", "not an API client"), ("\u{16}\u{3}", "not an API client"),
        ]
    )
    func firstByte(_ bytes: String, _ word: String) {
        var session = session()
        guard case .close(let reason) = session.receive(Array(bytes.utf8), time: time).first else {
            Issue.record("not closed")
            return
        }
        #expect(reason.contains(word))
    }

    @Test("every split of handshake, startApi and a request gives the same")
    func everySplit() {
        let requests = ServerBytes.frame("49\u{0}1\u{0}") + ServerBytes.frame("8\u{0}1\u{0}1\u{0}")
        let stream = greeting("v100..200") + start + requests
        func actions(_ chunks: [[UInt8]]) -> [ServerSession.Action] {
            var session = session()
            return chunks.flatMap { session.receive($0, time: time) }
        }
        let whole = actions([stream])
        #expect(whole.count == 4)
        #expect(whole[1] == .started(clientId: 7, serverVersion: 200))
        #expect(whole[2] == .deliver(.reqCurrentTime(.init())))
        for split in 1..<stream.count {
            #expect(actions([Array(stream[..<split]), Array(stream[split...])]) == whole)
        }
        #expect(actions(stream.map { [$0] }) == whole)
    }

    @Test("nothing is sent before startApi, and anything else than startApi closes")
    func beforeStart() {
        var session = session()
        _ = session.receive(greeting("v100..200"), time: time)
        #expect { try session.frame(.currentTime(.init())) } throws: { ($0 as? SessionError)?.code == .notConnected }
        guard case .close = session.receive(ServerBytes.frame("49\u{0}1\u{0}"), time: time).first else {
            Issue.record("not closed")
            return
        }
    }

    @Test(
        "an unreadable or unknown request is answered with 320 for id -1, and the connection stays",
        arguments: [
            ("49\u{0}", "missing field"), ("8\u{0}1\u{0}many\u{0}", "malformed field"), ("250\u{0}", "unknown message"),
            ("x\u{0}", "malformed"), ("8\u{0}1\u{0}\u{7}\u{1F600}\u{0}", "malformed"),
        ]
    )
    func error320(_ body: String, _ word: String) throws {
        var session = session()
        _ = session.receive((greeting("v100..200") + start), time: time)
        let actions = session.receive((ServerBytes.frame(body) + ServerBytes.frame("49\u{0}1\u{0}")), time: time)
        #expect(actions.last == .deliver(.reqCurrentTime(.init())))
        guard case .write(let bytes) = actions.first else { Issue.record("no answer"); return }
        let fields = String(decoding: bytes[4...], as: UTF8.self).split(
            separator: "\0",
            omittingEmptySubsequences: false
        )
        #expect(fields[0] == "4" && fields[1] == "-1" && fields[2] == "320" && fields[5] == "1767625200000")
        #expect(fields[3].hasPrefix("Error reading request.") && fields[3].contains(word))
    }

    @Test("an impossible length closes", arguments: [[0, 0, 0, 0], [255, 0, 0, 0]] as [[UInt8]])
    func badLength(_ prefix: [UInt8]) {
        var session = session()
        _ = session.receive((greeting("v100..200") + start), time: time)
        guard case .close = session.receive(prefix, time: time).last else { Issue.record("not closed"); return }
    }

    @Test("a handshake above its cap closes before its bytes come")
    func longHandshake() {
        var session = session()
        guard case .close = session.receive((Array("API\0".utf8) + [0, 0, 4, 1]), time: time).last else {
            Issue.record("not closed")
            return
        }
    }

    @Test("a frame for the client has the layout of its version")
    func frames() throws {
        let forms = [(157, "4\u{0}2\u{0}3\u{0}201\u{0}no\u{0}"), (200, "4\u{0}3\u{0}201\u{0}no\u{0}\u{0}0\u{0}")]
        for (version, body) in forms {
            var session = session()
            _ = session.receive((greeting("v\(version)") + start), time: time)
            var error = ServerMessage.Error()
            error.reqId = 3
            error.errorCode = 201
            error.errorString = "no"
            #expect(try session.frame(error.serverMessage) == ServerBytes.frame(body))
        }
    }
}
