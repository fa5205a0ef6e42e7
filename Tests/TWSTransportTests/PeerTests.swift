import NIOCore
import NIOPosix
import TWSSession
import TWSTransport
import Testing

@Suite("What a client says of a peer that is no TWS, or a sick one", .timeLimit(.minutes(5)))
struct PeerTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    /// What a peer does with the bytes that come.
    enum Behaviour: Sendable {
        /// Never answers.
        case silent
        /// Answers like a web server, but only when a line is complete.
        case web
        /// Closes at once.
        case hangUp
        /// Answers the handshake and nothing more.
        case halfway
    }

    private final class Peer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        let behaviour: Behaviour
        var answered = false

        init(_ behaviour: Behaviour) { self.behaviour = behaviour }

        func channelActive(context: ChannelHandlerContext) {
            if case .hangUp = behaviour { context.close(promise: nil) }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            let hasLine = buffer.readableBytesView.contains(0x0A)
            switch behaviour {
            case .web where hasLine: reply("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", context)
            case .halfway where !answered: reply("\u{0}\u{0}\u{0}\u{1A}200\u{0}20260105 10:00:00 EST\u{0}", context)
            default: break
            }
        }

        private func reply(_ text: String, _ context: ChannelHandlerContext) {
            answered = true
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }

    private func listen(_ behaviour: Behaviour) async throws -> any Channel {
        try await ServerBootstrap(group: loop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Peer(behaviour))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private func failure(_ port: Int, host: String = "127.0.0.1", deadline: Duration) async
        -> SessionError?
    {
        var configuration = ClientSession.Configuration()
        configuration.deadline = deadline
        let client = TestClient(on: loop)
        await client.connect(port, configuration, host: host)
        return await client.failure()
    }

    @Test(
        "each sick peer has its own error, with a remedy",
        arguments: [
            (Behaviour.silent, 0.3, SessionError.Code.timedOut, "did not answer the API handshake"),
            (.web, 4, .notTWS, "HTTP"),
            (.hangUp, 30, .closedByPeer, "before it answered"),
            (.halfway, 2, .timedOut, "no accounts"),
        ]
    )
    func sickPeers(_ behaviour: Behaviour, _ deadline: Double, _ code: SessionError.Code, _ words: String) async throws
    {
        let listener = try await listen(behaviour)
        let port = try #require(listener.localAddress?.port)
        let error = try #require(await failure(port, deadline: .seconds(deadline)))
        #expect(error.code == code)
        #expect(error.message.contains(words) && error.message.contains("127.0.0.1:\(port)"))
        #expect(!error.remedy.isEmpty)
        try await listener.close()
    }

    @Test("a port where nothing listens is refused at once", arguments: ["127.0.0.1", "localhost"])
    func refused(_ host: String) async throws {
        let listener = try await listen(.silent)
        let port = try #require(listener.localAddress?.port)
        try await listener.close()
        let error = try #require(await failure(port, host: host, deadline: .seconds(30)))
        #expect(error.code == .refused)
        #expect(error.remedy.contains("is TWS or IB Gateway running"))
    }

    @Test("a host that has no address")
    func unknownHost() async throws {
        let error = try #require(await failure(7497, host: "no-such-host.invalid", deadline: .seconds(30)))
        #expect(error.code == .unreachable)
        #expect(error.message.contains("no-such-host.invalid"))
    }

    @Test("closing while connecting ends it without an error")
    func closeEarly() async throws {
        let listener = try await listen(.silent)
        let client = TestClient(on: loop)
        await client.connect(try #require(listener.localAddress?.port))
        await client.close()
        #expect(try await client.end() == nil)
        #expect(await !client.wasReentered)
        try await listener.close()
    }
}
