import Logging
import NIOCore
import NIOPosix
import TWSSession
import TWSTransport
import TWSWire
import Testing

/// A client as the runtime is one: an actor whose executor is the connection's event loop.
actor TestClient: ClientHandler {
    private let loop: any EventLoop
    private var connection: TWSClientConnection?
    private let outcome: EventLoopPromise<ClientSession.Ready>
    private let ended: EventLoopPromise<SessionError?>
    private var waiting: [(Int, EventLoopPromise<[ServerMessage]>)] = []
    private(set) var received: [ServerMessage] = []
    private(set) var frames: [TappedFrame] = []
    /// Whether a callback came while a call of the link was on the stack.
    private(set) var wasReentered = false
    private var isCalling = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop) {
        self.loop = loop
        outcome = loop.makePromise()
        ended = loop.makePromise()
    }

    func connect(_ port: Int, _ configuration: ClientSession.Configuration = .init(), host: String = "127.0.0.1") {
        connection = TWSClientConnection.connect(
            host: host,
            port: port,
            configuration: configuration,
            on: loop,
            handler: self,
            logger: Logger(label: "test"),
            tap: { [weak self] frame in self?.assumeIsolated { $0.frames.append(frame) } }
        )
    }

    func ready() async throws -> ClientSession.Ready { try await outcome.futureResult.get() }

    func failure() async -> SessionError? {
        do {
            _ = try await outcome.futureResult.get()
            return nil
        } catch {
            return error as? SessionError
        }
    }

    /// Why the connection ended; `nil` when we closed it.
    func end() async throws -> SessionError? { try await ended.futureResult.get() }

    /// The messages received, as soon as there are so many.
    func messages(_ count: Int) async throws -> [ServerMessage] {
        if received.count >= count { return received }
        let promise = loop.makePromise(of: [ServerMessage].self)
        waiting.append((count, promise))
        return try await promise.futureResult.get()
    }

    func send(_ messages: [ClientMessage]) throws {
        isCalling = true
        defer { isCalling = false }
        for message in messages { try connection?.send(message) }
        connection?.flush()
    }

    func close() {
        isCalling = true
        defer { isCalling = false }
        connection?.close()
    }

    func counts() -> ClientSession.Counts? { connection?.session.counts }

    nonisolated func ready(_ ready: ClientSession.Ready) { assumeIsolated { $0.outcome.succeed(ready) } }
    nonisolated func receive(_ message: ServerMessage) { assumeIsolated { $0.take(message) } }
    nonisolated func reconcile(_ reason: String) {}
    nonisolated func note(_ text: String) {}
    nonisolated func simulator(_ notice: SimulatorNotice) {}
    nonisolated func held(_ requestId: Int) {}
    nonisolated func left(_ requestId: Int) {}
    nonisolated func failed(_ error: SessionError) {
        assumeIsolated {
            $0.wasReentered = $0.wasReentered || $0.isCalling
            $0.outcome.fail(error)
            $0.ended.fail(error)
        }
    }
    nonisolated func closed(_ error: SessionError?) {
        assumeIsolated {
            $0.wasReentered = $0.wasReentered || $0.isCalling
            $0.outcome.fail(error ?? SessionError(.notConnected, "closed"))
            $0.ended.succeed(error)
        }
    }

    private func take(_ message: ServerMessage) {
        wasReentered = wasReentered || isCalling
        received.append(message)
        let due = waiting.filter { received.count >= $0.0 }
        waiting.removeAll { received.count >= $0.0 }
        for (_, promise) in due { promise.succeed(received) }
    }
}

/// A TWS that greets with one account and answers reqCurrentTime.
actor TestServer: ServerHandler {
    private let loop: any EventLoop
    private var server: TWSServer?
    private var waiting: [(Int, EventLoopPromise<[String]>)] = []
    private(set) var log: [String] = []
    private var usedIds: [ConnectionID: Int] = [:]
    var isSilent = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop) { self.loop = loop }

    /// Listens on a free port of 127.0.0.1.
    func start(_ configuration: TWSServer.Configuration = .init(), port: Int = 0) async throws -> Int {
        let server = try await TWSServer.start(
            host: "127.0.0.1",
            port: port,
            configuration: configuration,
            on: loop,
            handler: self,
            logger: Logger(label: "test")
        )
        self.server = server
        return server.port
    }

    func stop() async { await server?.stop() }

    func close(_ connection: Int, reason: String) { server?.close(ConnectionID(connection), reason: reason) }

    /// Sends the same message so often in one turn.
    func send(_ message: ServerMessage, times: Int, to connection: Int) throws {
        for _ in 0..<times { try server?.send(message, to: ConnectionID(connection)) }
    }

    /// The log, as soon as it has so many lines.
    func lines(_ count: Int) async throws -> [String] {
        if log.count >= count { return log }
        let promise = loop.makePromise(of: [String].self)
        waiting.append((count, promise))
        return try await promise.futureResult.get()
    }

    nonisolated func time() -> ServerTime { ServerTime(text: "20260105 10:00:00 US/Eastern", milliseconds: 0) }
    nonisolated func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int) {
        assumeIsolated { $0.greet(connection, clientId) }
    }
    nonisolated func receive(_ message: ClientMessage, from connection: ConnectionID) {
        assumeIsolated { $0.answer(message, connection) }
    }
    nonisolated func disconnected(_ connection: ConnectionID, reason: String) {
        assumeIsolated {
            $0.usedIds[connection] = nil
            $0.write("\(connection.number) disconnected: \(reason)")
        }
    }
    nonisolated func note(_ text: String, on connection: ConnectionID) {
        assumeIsolated { $0.write("\(connection.number) note: \(text)") }
    }

    private func write(_ line: String) {
        log.append(line)
        let due = waiting.filter { log.count >= $0.0 }
        waiting.removeAll { log.count >= $0.0 }
        for (_, promise) in due { promise.succeed(log) }
    }

    private func greet(_ connection: ConnectionID, _ clientId: Int) {
        write("\(connection.number) started as \(clientId)")
        guard !usedIds.values.contains(clientId) else {
            var error = ServerMessage.Error()
            error.reqId = -1
            error.errorCode = 326
            deliver(.error(error), connection)
            server?.close(connection, reason: "client id in use")
            return
        }
        usedIds[connection] = clientId
        var accounts = ServerMessage.ManagedAccounts()
        accounts.accountsList = "DU1234567"
        var next = ServerMessage.NextValidId()
        next.orderId = 1
        deliver(accounts.serverMessage, connection)
        deliver(next.serverMessage, connection)
    }

    private func answer(_ message: ClientMessage, _ connection: ConnectionID) {
        write("\(connection.number) \(message.name)")
        if case .reqCurrentTime = message { deliver(.currentTime(.init()), connection) }
    }

    private func deliver(_ message: ServerMessage, _ connection: ConnectionID) {
        do { try server?.send(message, to: connection) } catch { write("\(error)") }
    }
}
