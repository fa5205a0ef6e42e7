import Logging
import NIOCore
import NIOEmbedded
import TWSSession
import TWSWire
import Testing

@testable import TWSTransport

@Suite("One write per turn of the event loop")
struct TurnTests {
    /// Keeps every write that reaches the socket's side of the pipeline, and how often it is flushed.
    private final class Counter: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        var writes: [[UInt8]] = []
        var flushes = 0
        var closesOnFlush = false

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            writes.append(Array(unwrapOutboundIn(data).readableBytesView))
            context.write(data, promise: promise)
        }

        func flush(context: ChannelHandlerContext) {
            flushes += 1
            context.flush()
            if closesOnFlush { context.close(promise: nil) }
        }
    }

    private final class Listener: ClientHandler, ServerHandler {
        var onMessage: () -> Void = {}
        var onStarted: (ConnectionID) -> Void = { _ in }
        var isReady = false
        var end: SessionError?
        func ready(_ ready: ClientSession.Ready) { isReady = true }
        func receive(_ message: ServerMessage) { if isReady { onMessage() } }
        func reconcile(_ reason: String) {}
        func note(_ text: String) {}
        func simulator(_ notice: SimulatorNotice) {}
        func held(_ requestId: Int) {}
        func left(_ requestId: Int) {}
        func failed(_ error: SessionError) {}
        func closed(_ error: SessionError?) { end = error }
        func time() -> ServerTime { ServerTime(text: "20260105 10:00:00 US/Eastern", milliseconds: 0) }
        func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int) { onStarted(connection) }
        func receive(_ message: ClientMessage, from connection: ConnectionID) {}
        func disconnected(_ connection: ConnectionID, reason: String) {}
        func note(_ text: String, on connection: ConnectionID) {}
    }

    private func frame(_ body: String) -> [UInt8] { [0, 0, 0, UInt8(body.utf8.count)] + Array(body.utf8) }

    private func activeChannel(_ counter: Counter) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: counter)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 7497)).wait()
        return channel
    }

    private func readyClient(_ handler: Listener, _ counter: Counter) throws -> (TWSClientConnection, EmbeddedChannel) {
        let channel = try activeChannel(counter)
        let connection = TWSClientConnection(
            .init(),
            on: channel.embeddedEventLoop,
            handler: handler,
            logger: Logger(label: "test"),
            tap: nil
        )
        connection.connected(channel)
        for body in ["200\u{0}t\u{0}", "15\u{0}1\u{0}DU1\u{0}", "9\u{0}1\u{0}1\u{0}"] {
            try channel.writeInbound(ByteBuffer(bytes: frame(body)))
        }
        channel.embeddedEventLoop.run()
        counter.writes = []
        counter.flushes = 0
        return (connection, channel)
    }

    private let orders: [ClientMessage] = [.placeOrder(.init()), .placeOrder(.init()), .cancelOrder(.init())]

    @Test("three orders of one turn leave in one write, those of the next turn in another")
    func client() throws {
        let (handler, counter) = (Listener(), Counter())
        let (connection, channel) = try readyClient(handler, counter)
        for order in orders { try connection.send(order) }
        channel.embeddedEventLoop.run()
        #expect(counter.writes.isEmpty, "nothing leaves before the owner's turn is over")
        connection.flush()
        #expect(counter.writes.count == 1 && counter.flushes == 1, "without another turn of the loop")
        try connection.send(.cancelOrder(.init()))
        connection.flush()
        connection.flush()
        #expect(counter.writes.count == 2 && counter.flushes == 2)
        let lengths = try orders.map { try Frame.framed($0.body(serverVersion: 200)).count }
        #expect(counter.writes[0].count == lengths.reduce(0, +))
    }

    @Test("what the session writes by itself leaves in the same call: here the handshake")
    func handshake() throws {
        let counter = Counter()
        let channel = try activeChannel(counter)
        let handler = Listener()
        let connection = TWSClientConnection(
            .init(),
            on: channel.embeddedEventLoop,
            handler: handler,
            logger: Logger(label: "test"),
            tap: nil
        )
        connection.connected(channel)
        #expect(counter.writes == [Array("API\0".utf8) + frame("v100..226")])
        try channel.writeInbound(ByteBuffer(bytes: frame("200\u{0}t\u{0}")))
        #expect(counter.writes.count == 2)
    }

    @Test("a write that ends the connection tells the handler on a later turn, not inside the owner's call")
    func failingWrite() throws {
        let (handler, counter) = (Listener(), Counter())
        let (connection, channel) = try readyClient(handler, counter)
        counter.closesOnFlush = true
        try connection.send(.placeOrder(.init()))
        connection.flush()
        #expect(handler.end == nil)
        channel.embeddedEventLoop.run()
        #expect(handler.end?.code == .connectionLost)
    }

    @Test("three orders of one handler leave in one write")
    func handler() throws {
        let (handler, counter) = (Listener(), Counter())
        let (connection, channel) = try readyClient(handler, counter)
        handler.onMessage = { for order in orders { try? connection.send(order) } }
        try channel.writeInbound(ByteBuffer(bytes: frame("49\u{0}1\u{0}5\u{0}")))
        channel.embeddedEventLoop.run()
        #expect(counter.writes.count == 1 && counter.flushes == 1)
        #expect(connection.session.counts.sent == 4, "startApi and three orders")
    }

    @Test("what a server sends in one turn leaves in one write")
    func server() throws {
        let (handler, counter) = (Listener(), Counter())
        let channel = try activeChannel(counter)
        let connections = ServerConnections(
            .init(),
            on: channel.embeddedEventLoop,
            handler: handler,
            logger: Logger(label: "test"),
            tap: nil
        )
        try connections.accept(channel)
        handler.onStarted = { id in
            for _ in 0..<3 { try? connections[id]?.send(.currentTime(.init())) }
        }
        try channel.writeInbound(ByteBuffer(bytes: Array("API\0".utf8) + frame("v100..200")))
        channel.embeddedEventLoop.run()
        counter.writes = []
        try channel.writeInbound(ByteBuffer(bytes: frame("71\u{0}2\u{0}7\u{0}\u{0}")))
        channel.embeddedEventLoop.run()
        let time = frame("49\u{0}1\u{0}0\u{0}")
        #expect(counter.writes == [time + time + time])
    }
}
