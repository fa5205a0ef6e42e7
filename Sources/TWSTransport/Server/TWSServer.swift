package import Logging
package import NIOCore
internal import NIOPosix
package import TWSSession
package import TWSWire

/// The listening socket of a TWS: runs a ``ServerSession`` for every client, all on one event loop.
///
/// Call everything except `start` and `stop` on the loop.
package final class TWSServer: ServerLink {
    /// The settings of a server.
    package struct Configuration: Sendable {
        /// What the session of each connection offers.
        package var session = ServerSession.Configuration()
        /// The largest number of bytes that may wait for a client that does not read; a client beyond it is
        /// disconnected.
        package var maximumPendingBytes = 8 << 20
        /// The largest number of simultaneous connections; TWS takes 32.
        package var maximumConnections = 256
        /// The addresses, besides loopback, from which clients are accepted; empty for all.
        package var trustedAddresses: Set<String> = []
        /// Faults of the connection itself; none except to test clients.
        package var faults = Faults()
        /// How long a client may take from connecting to startApi.
        package var startDeadline: Duration = .seconds(30)

        /// The defaults.
        package init() {}
    }

    /// Faults that a server injects on purpose.
    package struct Faults: Sendable {
        /// Whether connections are accepted but never answered.
        package var isWedged = false
        /// Makes, for a connection, the function that cuts each of its writes into pieces; each piece leaves in a write
        /// of its own.
        package var cutter: (@Sendable (ConnectionID) -> ([UInt8]) -> [[UInt8]])?

        /// No faults.
        package init() {}
    }

    /// The port the server listens on.
    package let port: Int

    private let listener: any Channel
    private let registry: ServerConnections

    private init(_ listener: any Channel, port: Int, _ registry: ServerConnections) {
        self.listener = listener
        self.port = port
        self.registry = registry
    }

    /// Listens on an address; port 0 picks a free port. Call it on the loop.
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

    /// Sends a message to a client; does nothing if its connection has ended.
    ///
    /// - Throws: ``SessionError``: `notConnected` before `started`, or `cannotEncode`; nothing is sent then.
    package func send(_ message: ServerMessage, to connection: ConnectionID) throws(SessionError) {
        try registry[connection]?.send(message)
    }

    /// Writes raw bytes exactly as given.
    package func sendRaw(_ bytes: [UInt8], to connection: ConnectionID) { registry[connection]?.write(bytes) }

    /// Closes a connection once everything sent to it is written; `disconnected` follows without waiting for the
    /// client.
    package func close(_ connection: ConnectionID, reason: String) {
        registry[connection]?.close(reason: reason)
    }

    /// Stops accepting clients, closes all connections and waits until they are closed. Call it on the loop.
    nonisolated(nonsending) package func stop() async {
        try? await listener.close()
        for channel in registry.closeAll() { try? await channel.closeFuture.get() }
    }
}
