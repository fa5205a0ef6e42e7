package import Logging
package import NIOCore
internal import NIOPosix
package import TWSSession
package import TWSWire

/// A TWS's listening socket: runs a ``ServerSession`` for every client, all on one event loop.
///
/// Everything but `start` and `stop` is called on the loop.
package final class TWSServer: ServerLink {
    /// What a server is made with.
    package struct Configuration: Sendable {
        /// What every connection's session offers.
        package var session = ServerSession.Configuration()
        /// A client for which more bytes wait than this does not read: it is disconnected.
        package var maximumPendingBytes = 8 << 20
        /// Connections at the same time; TWS takes 32.
        package var maximumConnections = 256
        /// Addresses besides loopback from which clients are taken; empty for all.
        package var trustedAddresses: Set<String> = []
        /// Faults of the connection itself; none unless clients are to be tested with them.
        package var faults = Faults()
        /// How long a client may take from the connection to startApi.
        package var startDeadline: Duration = .seconds(30)

        /// The defaults.
        package init() {}
    }

    /// What a server does wrong on purpose.
    package struct Faults: Sendable {
        /// Whether connections are accepted and never answered.
        package var isWedged = false
        /// Makes, for a connection, what cuts each of its writes into pieces; each piece then leaves by itself.
        package var cutter: (@Sendable (ConnectionID) -> ([UInt8]) -> [[UInt8]])?

        /// No faults.
        package init() {}
    }

    /// The port that was taken.
    package let port: Int

    private let listener: any Channel
    private let registry: ServerConnections

    private init(_ listener: any Channel, port: Int, _ registry: ServerConnections) {
        self.listener = listener
        self.port = port
        self.registry = registry
    }

    /// Listens on an address; port 0 picks a free one. Called on the loop.
    ///
    /// - Throws: ``SessionError`` with code `cannotListen`.
    nonisolated(nonsending) package static func start(
        host: String,
        port: Int,
        configuration: Configuration,
        on loop: any EventLoop,
        handler: any ServerHandler,
        logger: Logger,
        tap: ((ConnectionID, TappedFrame) -> Void)? = nil
    ) async throws(SessionError) -> TWSServer {
        let registry = ServerConnections(configuration, on: loop, handler: handler, logger: logger, tap: tap)
        let bound = NIOLoopBound(registry, eventLoop: loop)
        var bootstrap = ServerBootstrap(group: loop, childGroup: loop)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pause = AcceptPause { error in
                        bound.value.handler.refused("no connection can be taken for a second: \(error)")
                    }
                    try channel.pipeline.syncOperations.addHandler(pause)
                }
            }
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: configuration.maximumPendingBytes / 2, high: configuration.maximumPendingBytes)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try bound.value.accept(channel) }
            }
        for (option, value) in SocketSettings.connection {
            bootstrap = bootstrap.childChannelOption(option, value: value)
        }
        do {
            let listener = try await bootstrap.bind(host: host, port: port).get()
            return TWSServer(listener, port: listener.localAddress?.port ?? port, registry)
        } catch {
            throw .listening(on: "\(host):\(port)", failed: error)
        }
    }

    /// Sends a message to a client; nothing happens if its connection is over.
    ///
    /// - Throws: ``SessionError``: `notConnected` before `started`, `cannotEncode`; nothing is sent then.
    package func send(_ message: ServerMessage, to connection: ConnectionID) throws(SessionError) {
        try registry[connection]?.send(message)
    }

    /// Writes bytes that are no message, as they are.
    package func sendRaw(_ bytes: [UInt8], to connection: ConnectionID) { registry[connection]?.write(bytes) }

    /// Closes a connection once everything sent to it is written; `disconnected` follows, and waits for nothing from the client.
    package func close(_ connection: ConnectionID, reason: String) {
        registry[connection]?.close(reason: reason)
    }

    /// Takes no new clients, closes all connections and waits until they are closed. Called on the loop.
    nonisolated(nonsending) package func stop() async {
        try? await listener.close()
        for channel in registry.closeAll() { try? await channel.closeFuture.get() }
    }
}
