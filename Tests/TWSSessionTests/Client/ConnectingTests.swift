import TWSSession
import TWSWire
import Testing

@Suite("A client's way to ready")
struct ConnectingTests {
    private func session(_ change: (inout ClientSession.Configuration) -> Void = { _ in }) -> ClientSession {
        var configuration = ClientSession.Configuration()
        configuration.clientId = 7
        configuration.peer = "127.0.0.1:7497"
        configuration.silence = nil
        change(&configuration)
        return ClientSession(configuration: configuration)
    }

    @Test("the bytes are those of the official client 10.51 (samples v226 and v200)")
    func officialBytes() {
        var session = session { $0.versions = 100...226 }
        #expect(session.connecting(at: .at(0)).wake == .at(5000))
        let greeting: [UInt8] = [0x41, 0x50, 0x49, 0, 0, 0, 0, 9] + Array("v100..226".utf8)
        #expect(session.connected(at: .at(3)).written == greeting)
        let start = session.receive(ServerBytes.answer, at: .at(5))
        #expect(start == [.write([0, 0, 0, 8, 0x37, 0x31, 0, 0x32, 0, 0x37, 0, 0])])
    }

    @Test("one version is offered as the official Java client does")
    func singleVersion() {
        var session = session { $0.versions = 187...187 }
        #expect(session.connected(at: .at(0)).written == Array("API\0\0\0\0\u{4}v187".utf8))
    }

    @Test(
        "accounts and next id in either order, notices between; ready after the later of them",
        arguments: [true, false]
    )
    func ready(accountsFirst: Bool) {
        var session = session()
        _ = session.connecting(at: .at(0))
        _ = session.connected(at: .at(1))
        #expect(session.receive(ServerBytes.answer, at: .at(2)).delivered.isEmpty)
        let both = [ServerBytes.accounts, ServerBytes.nextValidId]
        let order = accountsFirst ? both : both.reversed()
        let first = session.receive((order[0] + ServerBytes.error(-1, 2104, "farm OK")), at: .at(3))
        #expect(first.delivered.map(\.id) == [accountsFirst ? 15 : 9, 4])
        #expect(first.count == 2)
        #expect(!session.isReady)
        let second = session.receive(order[1], at: .at(4))
        let ready = ClientSession.Ready(
            serverVersion: 200,
            connectionTime: "20260105 10:00:00 EST",
            accounts: ["DU1234567", "DU7654321"],
            nextValidId: 7
        )
        #expect(second.last == .ready(ready))
        #expect(session.isReady)
        #expect(session.wake(at: .at(5001)) == [], "the deadline is over")
    }

    @Test("every split of handshake and first messages gives the same deliveries")
    func everySplit() {
        let stream =
            ServerBytes.answer + ServerBytes.accounts + ServerBytes.error(-1, 2106, "hmds OK")
            + ServerBytes.nextValidId + ServerBytes.currentTime(1)
        func actions(_ chunks: [[UInt8]]) -> [ClientSession.Action] {
            var session = session()
            _ = session.connecting(at: .at(0))
            _ = session.connected(at: .at(0))
            return chunks.flatMap { session.receive($0, at: .at(1)) }
        }
        let whole = actions([stream])
        #expect(whole.delivered.map(\.id) == [15, 4, 9, 49])
        for split in 1..<stream.count {
            #expect(actions([Array(stream[..<split]), Array(stream[split...])]) == whole)
        }
        #expect(actions(stream.map { [$0] }) == whole)
    }

    @Test(
        "a redirect, garbage, negative and endless versions are errors, never traps",
        arguments: [
            ("-1\u{0}gateway:4001\u{0}", SessionError.Code.redirected),
            ("\u{0}x\u{0}", .protocolViolation),
            ("-200\u{0}x\u{0}", .protocolViolation),
            ("+200\u{0}x\u{0}", .protocolViolation),
            ("20 0\u{0}x\u{0}", .protocolViolation),
            ("99999999999999999999\u{0}x\u{0}", .protocolViolation),
            ("99\u{0}x\u{0}", .versionUnsupported),
            ("227\u{0}x\u{0}", .versionUnsupported),
            ("999999999\u{0}x\u{0}", .versionUnsupported),
        ]
    )
    func badVersions(_ body: String, _ code: SessionError.Code) {
        var session = session()
        _ = session.connected(at: .at(0))
        let actions = session.receive(ServerBytes.frame(body), at: .at(1))
        #expect(actions.failure?.code == code)
        #expect(actions.last == .close)
        #expect(session.receive(ServerBytes.accounts, at: .at(2)) == [], "nothing comes out any more")
    }

    @Test("an unsupported version names both sides")
    func namesVersions() throws {
        var session = session()
        _ = session.connected(at: .at(0))
        let error = try #require(session.receive(ServerBytes.frame("76\u{0}t\u{0}"), at: .at(1)).failure)
        #expect(error.message.contains("76") && error.message.contains("100 to 226"))
    }

    @Test(
        "strangers on the port are recognised by their first four bytes",
        arguments: [
            ("HTTP/1.1 400 Bad Request\r\n", "HTTP"),
            ("<!DOCTYPE HTML>", "HTML"),
            ("SSH-2.0-OpenSSH", "SSH"),
            ("\u{15}\u{3}\u{1}\u{0}\u{2}", "TLS"),
            ("220 mail ready", "220 "),
            ("\u{0}\u{0}\u{0}\u{0}", "protocol"),
            ("\u{1}\u{2}\u{3}\u{4}", "protocol"),
        ]
    )
    func strangers(_ bytes: String, _ word: String) throws {
        var session = session()
        _ = session.connected(at: .at(0))
        let answer = Array(bytes.utf8)
        #expect(session.receive(answer.prefix(3), at: .at(1)).failure == nil)
        let error = try #require(session.receive(answer[3...], at: .at(2)).failure)
        #expect(error.code == .notTWS)
        #expect(error.message.contains(word))
        #expect(error.remedy.contains("--port"))
    }

    @Test("a peer that stays silent is asked once, then given up at the deadline")
    func wedged() throws {
        var session = session()
        #expect(session.connecting(at: .at(100)).wake == .at(5100))
        #expect(session.connected(at: .at(200)).wake == .at(4600))
        let question = session.wake(at: .at(4600))
        #expect(question == [.write(Array("\r\n\r\n".utf8)), .wakeAt(.at(5100))])
        #expect(session.wake(at: .at(5099)).failure == nil)
        let error = try #require(session.wake(at: .at(5100)).failure)
        #expect(error.code == .timedOut)
        #expect(error.message.contains("127.0.0.1:7497") && error.message.contains("handshake"))
    }

    @Test("a web server that waits for a line end is recognised before the deadline")
    func silentWebServer() {
        var session = session()
        _ = session.connecting(at: .at(0))
        _ = session.connected(at: .at(0))
        #expect(session.wake(at: .at(4500)).written == Array("\r\n\r\n".utf8))
        #expect(session.receive(Array("HTTP/1.0 400".utf8), at: .at(4510)).failure?.code == .notTWS)
    }

    @Test("the deadline is one for all, however slowly the bytes come")
    func slowBytes() throws {
        var session = session()
        _ = session.connecting(at: .at(0))
        _ = session.connected(at: .at(0))
        for (index, byte) in ServerBytes.answer.prefix(4).enumerated() {
            #expect(session.receive([byte], at: .at(Int64(index) * 1000)).failure == nil)
        }
        #expect(session.wake(at: .at(4500)) == [.wakeAt(.at(5000))], "a peer that sends is not asked")
        #expect(session.wake(at: .at(5000)).failure?.code == .timedOut)
    }

    @Test("the error says how far it came", arguments: [0, 1, 2])
    func phases(_ steps: Int) throws {
        var session = session()
        _ = session.connecting(at: .at(0))
        if steps > 0 { _ = session.connected(at: .at(1)) }
        if steps > 1 { _ = session.receive((ServerBytes.answer + ServerBytes.nextValidId), at: .at(2)) }
        let error = try #require(session.wake(at: .at(5000)).failure)
        #expect(error.message.contains(["did not accept", "did not answer the API handshake", "no accounts"][steps]))
        #expect(!error.remedy.isEmpty)
    }

    @Test("326 before ready: the message is delivered, then the attempt fails with the id")
    func clientIdInUse() throws {
        var session = session()
        _ = session.connected(at: .at(0))
        _ = session.receive(ServerBytes.answer, at: .at(1))
        let actions = session.receive(ServerBytes.error(-1, 326, "Unable to connect"), at: .at(2))
        #expect(actions.delivered.map(\.id) == [4])
        #expect(actions.failure?.code == .clientIdInUse)
        #expect(try #require(actions.failure).message.contains("client id 7"))
        #expect(actions.last == .close)
    }

    @Test("a peer that hangs up early", arguments: [false, true])
    func hangsUp(afterAnswer: Bool) {
        var session = session()
        _ = session.connected(at: .at(0))
        if afterAnswer { _ = session.receive(ServerBytes.answer, at: .at(1)) }
        #expect(session.closed().failure?.code == .closedByPeer)
        #expect(session.closed() == [])
    }

    @Test("nothing can be sent before ready")
    func sendEarly() {
        var session = session()
        _ = session.connected(at: .at(0))
        #expect { try session.send(.reqCurrentTime(.init()), at: .at(1)) } throws: {
            ($0 as? SessionError)?.code == .notConnected
        }
    }
}
