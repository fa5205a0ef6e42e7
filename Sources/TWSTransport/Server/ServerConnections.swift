internal import Logging
internal import NIOCore
internal import TWSSession
internal import TWSWire

/// The connections of a server, by ID. Used only on the server's loop.
final class ServerConnections {
    let configuration: TWSServer.Configuration
    let loop: any EventLoop
    let handler: any ServerHandler
    let logger: Logger
    let tap: ((ConnectionID, TappedFrame) -> Void)?

    private var connections: [ConnectionID: ServerConnection] = [:]
    private var made = 0
    private var isStopped = false

    init(
        _ configuration: TWSServer.Configuration,
        on loop: any EventLoop,
        handler: any ServerHandler,
        logger: Logger,
        tap: ((ConnectionID, TappedFrame) -> Void)?
    ) {
        self.configuration = configuration
        self.loop = loop
        self.handler = handler
        self.logger = logger
        self.tap = tap
    }

    subscript(id: ConnectionID) -> ServerConnection? { connections[id] }

    /// Accepts a new client, or closes it at once: beyond the limit, or from an address that is not trusted. The
    /// handler is told of both.
    ///
    /// A client beyond the limit replaces the oldest one that has not identified itself or is being closed, if there is
    /// one.
    func accept(_ channel: any Channel) throws {
        if let address = channel.remoteAddress?.ipAddress, !isTrusted(address) {
            logger.warning("a connection from \(address) is refused: the address is not trusted")
            handler.refused("a connection from \(address) is refused: the address is not trusted")
            return channel.close(promise: nil)
        }
        guard !isStopped, makeRoom() else {
            logger.warning("a connection is refused: \(connections.count) clients are connected")
            handler.refused(
                "a connection is refused: \(connections.count) clients are connected, and no more are taken"
            )
            return channel.close(promise: nil)
        }
        made += 1
        let connection = ServerConnection(ConnectionID(made), channel, self)
        connections[connection.id] = connection
        try channel.pipeline.syncOperations.addHandler(connection)
    }

    private func makeRoom() -> Bool {
        guard connections.count >= configuration.maximumConnections else { return true }
        let waiting = connections.filter { !$0.value.hasStarted }
        guard let oldest = waiting.keys.min(), let connection = connections.removeValue(forKey: oldest) else {
            return false
        }
        connection.yield()
        return true
    }

    private func isTrusted(_ address: String) -> Bool {
        let trusted = configuration.trustedAddresses
        return trusted.isEmpty || trusted.contains(address) || address == "::1" || address.hasPrefix("127.")
    }

    /// Removes a connection that has ended.
    func remove(_ id: ConnectionID) { connections[id] = nil }

    /// Closes all connections and returns their channels.
    func closeAll() -> [any Channel] {
        isStopped = true
        let open = connections.sorted { $0.key < $1.key }.map(\.value)
        for connection in open { connection.close(reason: "the server stops") }
        return open.map(\.channel)
    }
}
