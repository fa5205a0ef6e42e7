import NIOCore
import NIOPosix
import TWSSession
import TWSTransport
import TWSWire
import Testing

@Suite("What a server does with strange clients", .timeLimit(.minutes(5)))
struct StrangeClientTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    /// Hears that the peer sends nothing more.
    private final class EndOfInput: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let heard: EventLoopPromise<Void>

        init(_ heard: EventLoopPromise<Void>) { self.heard = heard }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if event as? ChannelEvent == .inputClosed { heard.succeed() }
        }

        func channelInactive(context: ChannelHandlerContext) { heard.fail(ChannelError.alreadyClosed) }
    }

    /// Sends bytes to a port, reads nothing if so wished, and ends when the peer closes; with a promise for the peer's
    /// end it stays instead.
    private func client(
        _ bytes: [UInt8],
        port: Int,
        reads: Bool = true,
        endOfInput: EventLoopPromise<Void>? = nil
    ) async throws -> any Channel {
        let channel = try await ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: reads)
            .channelOption(.allowRemoteHalfClosure, value: endOfInput != nil)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let endOfInput else { return }
                    try channel.pipeline.syncOperations.addHandler(EndOfInput(endOfInput))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))  // the server may have closed already
        return channel
    }

    private static let handshake = Array("API\0\0\0\0\u{9}v100..200".utf8)
    private static let start: [UInt8] = [0, 0, 0, 8] + Array("71\u{0}2\u{0}7\u{0}\u{0}".utf8)

    @Test(
        "strangers are closed with a note, the server lives on",
        arguments: [
            Array("GET / HTTP/1.1\r\n\r\n".utf8), [0x16, 3, 1, 2, 0], Array("62\u{0}".utf8),
            handshake + [255, 255, 255, 255],
            Array("API\0".utf8) + [0, 1, 0, 0], handshake + start + [0, 0, 0, 0],
        ] as [[UInt8]]
    )
    func strangers(_ bytes: [UInt8]) async throws {
        let server = TestServer(on: loop)
        let port = try await server.start()
        try await client(bytes, port: port).closeFuture.get()
        #expect(try await server.lines(1).contains { $0.hasPrefix("1 note: closed:") || $0 == "1 started as 7" })
        let good = TestClient(on: loop)
        await good.connect(port)
        _ = try await good.ready()
        await good.close()
        await server.stop()
    }

    @Test("a client that never says who it is is closed at the deadline")
    func neverStarts() async throws {
        let server = TestServer(on: loop)
        var configuration = TWSServer.Configuration()
        configuration.startDeadline = .milliseconds(50)
        let port = try await server.start(configuration)
        try await client(Self.handshake, port: port).closeFuture.get()
        #expect(try await server.lines(1)[0].contains("no startApi"))
        await server.stop()
    }

    @Test("a client that does not read is disconnected when too much waits, and hurts nobody else")
    func slowClient() async throws {
        let server = TestServer(on: loop)
        var configuration = TWSServer.Configuration()
        configuration.maximumPendingBytes = 1 << 20
        let port = try await server.start(configuration)
        let slow = try await client(Self.handshake + Self.start, port: port, reads: false)
        _ = try await server.lines(1)
        var parameters = ServerMessage.ScannerParameters()
        parameters.xml = String(repeating: "x", count: 1_000_000)
        try await server.send(parameters.serverMessage, times: 20, to: 1)
        let lines = try await server.lines(3)
        #expect(lines[1] == "1 note: the client does not read: disconnected")
        #expect(lines[2] == "1 disconnected: slow client")
        let good = TestClient(on: loop)
        await good.connect(port)
        _ = try await good.ready()
        await good.close()
        try? await slow.close()
        await server.stop()
    }

    /// A client id stays in use for ever if nobody hears that its connection is over.
    @Test(
        "the end of a connection is heard of, whatever ended it",
        arguments: [[0, 0, 0, 0], [255, 255, 255, 255]] as [[UInt8]]
    )
    func impossibleFrame(_ bytes: [UInt8]) async throws {
        let server = TestServer(on: loop)
        let port = try await server.start()
        try await client(Self.handshake + Self.start + bytes, port: port).closeFuture.get()
        var lines = try await server.lines(1)
        while !lines.contains(where: { $0.hasPrefix("1 disconnected: ") }) {
            lines = try await server.lines(lines.count + 1)
        }
        #expect(lines.contains { $0.hasPrefix("1 disconnected: impossible frame") }, "\(lines)")
        await server.stop()
    }

    @Test("the id of a client that is closed is free at once, whether the client closes its end or not")
    func closedButNotGone() async throws {
        let server = TestServer(on: loop)
        let port = try await server.start()
        let ended = loop.makePromise(of: Void.self)
        let stranger = try await client(
            Self.handshake + Self.start + [255, 255, 255, 255],
            port: port,
            endOfInput: ended
        )
        try await ended.futureResult.get()
        let good = TestClient(on: loop)
        var configuration = ClientSession.Configuration()
        configuration.clientId = 7
        await good.connect(port, configuration)
        _ = try await good.ready()
        #expect(stranger.isActive, "it holds its end still")
        #expect(await server.log.filter { $0.hasPrefix("1 disconnected: ") }.count == 1)
        await good.close()
        try? await stranger.close()
        await server.stop()
    }

    @Test("clients that do not say who they are give way to those who do")
    func halfGreetings() async throws {
        let server = TestServer(on: loop)
        var configuration = TWSServer.Configuration()
        configuration.maximumConnections = 2
        let port = try await server.start(configuration)
        let silent = [try await client(Array("A".utf8), port: port), try await client(Array("A".utf8), port: port)]
        let good = TestClient(on: loop)
        await good.connect(port)
        _ = try await good.ready()
        try await silent[0].closeFuture.get()
        #expect(silent[1].isActive)
        await good.close()
        try? await silent[1].close()
        await server.stop()
    }

    @Test("one connection too many is closed at once")
    func tooMany() async throws {
        let server = TestServer(on: loop)
        var configuration = TWSServer.Configuration()
        configuration.maximumConnections = 1
        let port = try await server.start(configuration)
        let first = try await client(Self.handshake + Self.start, port: port)
        _ = try await server.lines(1)
        try await client(Self.handshake, port: port).closeFuture.get()
        #expect(first.isActive)
        try await first.close()
        await server.stop()
    }
}
