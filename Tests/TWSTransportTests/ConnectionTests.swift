import NIOCore
import NIOPosix
import TWSSession
import TWSTransport
import TWSWire
import Testing

@Suite("Client and server over loopback", .timeLimit(.minutes(5)))
struct ConnectionTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    private func configuration(
        _ clientId: Int = 1,
        deadline: Duration = .seconds(5),
        versions: ClosedRange<Int> = 100...226
    ) -> ClientSession.Configuration {
        var configuration = ClientSession.Configuration()
        configuration.versions = versions
        configuration.clientId = clientId
        configuration.deadline = deadline
        return configuration
    }

    @Test("connect, ask, close: the peers hear the same, in order", arguments: ["127.0.0.1", "localhost"])
    func exchange(_ host: String) async throws {
        let (server, client) = (TestServer(on: loop), TestClient(on: loop))
        let port = try await server.start()
        await client.connect(port, configuration(3), host: host)
        let ready = try await client.ready()
        #expect(ready.serverVersion == 226 && ready.accounts == ["DU1234567"] && ready.nextValidId == 1)
        #expect(ready.connectionTime == "20260105 10:00:00 US/Eastern")
        try await client.send([.reqCurrentTime(.init())])
        #expect(try await client.messages(3).map(\.name) == ["managedAccounts", "nextValidId", "currentTime"])
        await client.close()
        #expect(try await client.end() == nil)
        let expected = ["1 started as 3", "1 reqCurrentTime", "1 disconnected: the client closed the connection"]
        #expect(try await server.lines(3) == expected)
        #expect(await !client.wasReentered)
        await server.stop()
    }

    @Test("what is sent in one turn and then closed still arrives")
    func lastWords() async throws {
        let (server, client) = (TestServer(on: loop), TestClient(on: loop))
        let port = try await server.start()
        await client.connect(port)
        _ = try await client.ready()
        try await client.send([.cancelOrder(.init()), .reqGlobalCancel(.init())])
        await client.close()
        let lines = try await server.lines(4)
        #expect(Array(lines[1...2]) == ["1 cancelOrder", "1 reqGlobalCancel"])
        #expect(try await client.end() == nil)
        await server.stop()
    }

    @Test("the same client id twice: 326 arrives before the close, and both ends know why")
    func clientIdInUse() async throws {
        let server = TestServer(on: loop)
        let port = try await server.start()
        let (first, second) = (TestClient(on: loop), TestClient(on: loop))
        await first.connect(port, configuration(5))
        _ = try await first.ready()
        await second.connect(port, configuration(5))
        let error = await second.failure()
        #expect(error?.code == .clientIdInUse)
        #expect(error?.message.contains("127.0.0.1:\(port)") == true)
        #expect(try await server.lines(3).last?.hasPrefix("2 disconnected") == true)
        try await first.send([.reqCurrentTime(.init())])
        #expect(try await first.messages(3).count == 3, "the first is not disturbed")
        await first.close()
        await server.stop()
    }

    @Test("many clients at once on one loop")
    func manyClients() async throws {
        let server = TestServer(on: loop)
        let port = try await server.start()
        let clients = (1...20).map { _ in TestClient(on: loop) }
        for (index, client) in clients.enumerated() { await client.connect(port, configuration(index)) }
        for client in clients {
            _ = try await client.ready()
            try await client.send([.reqCurrentTime(.init())])
        }
        for client in clients { #expect(try await client.messages(3).last?.name == "currentTime") }
        await server.stop()
        for client in clients { #expect(try await client.end()?.code == .connectionLost) }
    }

    @Test("a server that stops takes its port back and tells its clients")
    func stop() async throws {
        let (server, client) = (TestServer(on: loop), TestClient(on: loop))
        let port = try await server.start()
        await client.connect(port)
        _ = try await client.ready()
        await server.stop()
        #expect(try await client.end()?.code == .connectionLost)
        let again = TestServer(on: loop)
        #expect(try await again.start(port: port) == port)
        await again.stop()
    }

    @Test("a port in use is an error that names it")
    func portInUse() async throws {
        let server = TestServer(on: loop)
        let port = try await server.start()
        let second = TestServer(on: loop)
        await #expect { try await second.start(port: port) } throws: { error in
            guard let error = error as? SessionError else { return false }
            return error.code == .cannotListen && error.message.contains("\(port)") && error.remedy.contains("--port")
        }
        await server.stop()
    }

    @Test("a large message arrives whole")
    func large() async throws {
        let (server, client) = (TestServer(on: loop), TestClient(on: loop))
        let port = try await server.start()
        await client.connect(port)
        _ = try await client.ready()
        var parameters = ServerMessage.ScannerParameters()
        parameters.xml = String(repeating: "x", count: 3_000_000)
        try await server.send(parameters.serverMessage, times: 1, to: 1)
        guard case .scannerParameters(let message) = try await client.messages(3)[2] else {
            Issue.record("another message")
            return
        }
        #expect(message.xml.utf8.count == 3_000_000)
        await client.close()
        await server.stop()
    }

    @Test("the tap sees both directions as frames")
    func tap() async throws {
        let (server, client) = (TestServer(on: loop), TestClient(on: loop))
        let port = try await server.start()
        await client.connect(port, configuration(versions: 100...200))
        _ = try await client.ready()
        let frames = await client.frames
        #expect(frames.map(\.sender) == [.client, .client, .server, .client, .server, .server])
        #expect(frames[0].bytes == Array("API\0".utf8))
        #expect(frames[4].bytes == [0, 0, 0, 15] + Array("15\u{0}1\u{0}DU1234567\u{0}".utf8))
        await client.close()
        await server.stop()
    }
}
