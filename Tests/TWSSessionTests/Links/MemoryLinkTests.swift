import TWSSession
import TWSWire
import Testing

@Suite("Client and server joined in memory")
struct MemoryLinkTests {
    /// A client that writes down what it hears.
    private final class Client: ClientHandler {
        var log: [String] = []
        var onReceive: (ServerMessage) -> Void = { _ in }
        func ready(_ ready: ClientSession.Ready) { log.append("ready \(ready.accounts) \(ready.nextValidId)") }
        func receive(_ message: ServerMessage) {
            log.append(message.name)
            onReceive(message)
        }
        func reconcile(_ reason: String) { log.append("reconcile") }
        func note(_ text: String) { log.append("note") }
        func simulator(_ notice: SimulatorNotice) {}
        func held(_ requestId: Int) {}
        func left(_ requestId: Int) {}
        func failed(_ error: SessionError) { log.append("failed \(error.code)") }
        func closed(_ error: SessionError?) { log.append("closed \(error?.code.description ?? "by us")") }
    }

    /// A server that greets and answers the time.
    private final class Server: ServerHandler {
        var log: [String] = []
        weak var link: MemoryLink?
        var inUse = false
        func time() -> ServerTime { ServerTime(text: "20260105 10:00:00 US/Eastern", milliseconds: 1) }
        func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int) {
            log.append("started \(clientId) \(serverVersion)")
            if inUse {
                var error = ServerMessage.Error()
                error.errorCode = 326
                send(.error(error), to: connection)
                link?.close(connection, reason: "client id in use")
                return
            }
            var accounts = ServerMessage.ManagedAccounts()
            accounts.accountsList = "DU1"
            var next = ServerMessage.NextValidId()
            next.orderId = 1
            send(accounts.serverMessage, to: connection)
            send(next.serverMessage, to: connection)
        }
        func receive(_ message: ClientMessage, from connection: ConnectionID) {
            log.append(message.name)
            if case .reqCurrentTime = message { send(.currentTime(.init()), to: connection) }
        }
        func disconnected(_ connection: ConnectionID, reason: String) { log.append("disconnected") }
        func note(_ text: String, on connection: ConnectionID) { log.append("note") }
        private func send(_ message: ServerMessage, to connection: ConnectionID) {
            do { try link?.send(message, to: connection) } catch { log.append("\(error)") }
        }
    }

    private final class Clock {
        var now: Int64 = 0
    }

    private func join(
        _ client: Client,
        _ server: Server,
        _ clock: Clock,
        versions: ClosedRange<Int> = 100...226
    ) -> MemoryLink {
        var configuration = ClientSession.Configuration()
        configuration.versions = versions
        configuration.silence = nil
        let link = MemoryLink(
            connection: ConnectionID(1),
            client: configuration,
            server: .init(),
            clientHandler: client,
            serverHandler: server,
            clock: { .at(clock.now) }
        )
        server.link = link
        return link
    }

    @Test("connect, ask, close: both hear it in order, and no handler runs inside a call")
    func exchange() throws {
        let (client, server) = (Client(), Server())
        let link = join(client, server, Clock())
        link.connect()
        #expect(client.log.isEmpty && server.log.isEmpty)
        #expect(!link.deliver())
        #expect(client.log == ["managedAccounts", "nextValidId", "ready [\"DU1\"] 1"])
        try link.send(.reqCurrentTime(.init()))
        #expect(server.log == ["started 1 226"])
        link.deliver()
        #expect(client.log.last == "currentTime")
        link.close()
        link.deliver()
        #expect(client.log.last == "closed by us")
        #expect(server.log == ["started 1 226", "reqCurrentTime", "disconnected"])
        #expect(throws: Never.self) { try link.send(.currentTime(.init()), to: ConnectionID(1)) }
        #expect(!link.hasWork)
    }

    @Test("326 and close: the message arrives, then the failure; the server hears the end")
    func clientIdInUse() {
        let (client, server) = (Client(), Server())
        server.inUse = true
        let link = join(client, server, Clock())
        link.connect()
        link.deliver()
        #expect(client.log == ["error", "failed client id in use"])
        #expect(server.log == ["started 1 226", "disconnected"])
    }

    @Test("a server that closes is a lost connection")
    func serverCloses() {
        let (client, server) = (Client(), Server())
        let link = join(client, server, Clock())
        link.connect()
        link.deliver()
        link.close(ConnectionID(1), reason: "restart")
        link.deliver()
        #expect(client.log.last == "closed connection lost")
    }

    @Test("pacing runs on the caller's clock")
    func pacing() throws {
        let (client, server, clock) = (Client(), Server(), Clock())
        let link = join(client, server, clock)
        link.connect()
        link.deliver()
        for _ in 0..<60 { try link.send(.reqCurrentTime(.init())) }
        link.deliver()
        #expect(server.log.filter { $0 == "reqCurrentTime" }.count == 49)
        #expect(link.nextWake == .at(1010))
        clock.now = 1010
        link.wake()
        link.deliver()
        #expect(server.log.filter { $0 == "reqCurrentTime" }.count == 60)
        #expect(link.nextWake == nil)
    }

    @Test("a handler that answers every message does not recurse, and can be stopped after some steps")
    func pingPong() throws {
        let (client, server) = (Client(), Server())
        var configuration = ClientSession.Configuration()
        configuration.maximumRate = 0
        let link = MemoryLink(
            connection: ConnectionID(1),
            client: configuration,
            server: .init(),
            clientHandler: client,
            serverHandler: server,
            clock: { .at(0) }
        )
        server.link = link
        client.onReceive = { [weak link] message in
            if case .currentTime = message { try? link?.send(.reqCurrentTime(.init())) }
        }
        link.connect()
        link.deliver()
        try link.send(.reqCurrentTime(.init()))
        #expect(link.deliver(atMost: 40_000))
        #expect(server.log.filter { $0 == "reqCurrentTime" }.count == 10_000)
    }

    @Test("the tap shows every frame of both sides, in order, as bytes of the wire")
    func tap() throws {
        let (client, server) = (Client(), Server())
        let link = join(client, server, Clock(), versions: 100...200)
        var frames: [TappedFrame] = []
        link.tap = { frames.append($0) }
        link.connect()
        link.deliver()
        #expect(frames.map(\.sender) == [.client, .client, .server, .client, .server, .server])
        #expect(frames[0].bytes == Array("API\0".utf8))
        #expect(frames[1].bytes == ServerBytes.frame("v100..200"))
        #expect(frames[4].bytes == ServerBytes.frame("15\u{0}1\u{0}DU1\u{0}"))
    }

    @Test("onWork is told once when something is under way again")
    func onWork() throws {
        let (client, server) = (Client(), Server())
        let link = join(client, server, Clock())
        var calls = 0
        link.onWork = { calls += 1 }
        link.connect()
        #expect(calls == 1)
        link.deliver()
        let before = calls
        try link.send(.reqCurrentTime(.init()))
        try link.send(.reqCurrentTime(.init()))
        #expect(calls == before + 1)
    }
}
