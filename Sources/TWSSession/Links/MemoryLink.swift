internal import DequeModule
package import TWSWire

/// A client and a server connected by bytes in memory: the embedded simulator's socket.
///
/// Everything happens in ``deliver(atMost:)``, in causal order; the same calls at the same moments produce the same
/// bytes. Both sides use the same sessions and the same frames as over TCP.
package final class MemoryLink {
    /// The client's session, for its counters, version and configuration.
    package private(set) var session: ClientSession
    /// The connection's ID at the server.
    package let connection: ConnectionID
    /// When the client needs ``wake()``; `nil` if nothing is due.
    package var nextWake: SessionInstant? { session.nextWake }
    /// Called when there is something to deliver again, for example to schedule ``deliver(atMost:)``.
    package var onWork: (() -> Void)?
    /// Called for every frame, in the order in which frames are sent.
    package var tap: ((TappedFrame) -> Void)?
    /// Cuts each write of the server into pieces, which arrive one by one; `nil` leaves it whole.
    package var cutter: (([UInt8]) -> [[UInt8]])?

    private var server: ServerSession
    private var clientHandler: (any ClientHandler)?
    private var serverHandler: (any ServerHandler)?
    private let clock: () -> SessionInstant
    private var work: Deque<Work> = []
    private var clientTap = FrameTap(sender: .client)
    private var serverTap = FrameTap(sender: .server)

    /// A piece of work under way.
    private enum Work {
        case connect
        case toServer([UInt8])
        case toClient([UInt8])
        case client(ClientSession.Action)
        case server(ServerSession.Action)
    }

    /// Connects a client and a server; nothing happens before ``connect()``.
    ///
    /// - Parameter clock: Returns the current moment, for pacing and deadlines: from a virtual clock or the machine's.
    package init(
        connection: ConnectionID,
        client: ClientSession.Configuration,
        server: ServerSession.Configuration,
        clientHandler: any ClientHandler,
        serverHandler: any ServerHandler,
        clock: @escaping () -> SessionInstant
    ) {
        self.connection = connection
        self.session = ClientSession(configuration: client)
        self.server = ServerSession(configuration: server)
        self.clientHandler = clientHandler
        self.serverHandler = serverHandler
        self.clock = clock
    }
}

// MARK: Driving

extension MemoryLink {
    /// Whether ``deliver(atMost:)`` would do anything.
    package var hasWork: Bool { !work.isEmpty }

    /// Starts to connect the client; the handshake runs in ``deliver(atMost:)``.
    package func connect() {
        run(session.connecting(at: clock()))
        enqueue(.connect)
    }

    /// Moves bytes both ways and runs the handlers until nothing is under way.
    ///
    /// - Parameter limit: The number of steps after which it stops early; a step is one write or one call of a handler.
    /// - Returns: Whether work is left.
    @discardableResult
    package func deliver(atMost limit: Int = .max) -> Bool {
        var steps = 0
        while steps < limit, let step = work.popFirst() {
            perform(step)
            steps += 1
        }
        return hasWork
    }

    /// Lets the client do what is due at this moment: sending what pacing held back, or giving up.
    package func wake() { run(session.wake(at: clock())) }

    private func enqueue(_ step: Work) {
        work.append(step)
        if work.count == 1 { onWork?() }
    }
}

// MARK: The client's side

extension MemoryLink: ClientLink {
    /// Sends a message to the server, now or when pacing allows.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless ready, `cannotEncode`, or `queueFull`; nothing is sent then.
    package func send(_ message: ClientMessage) throws(SessionError) { run(try session.send(message, at: clock())) }

    /// Takes back orders that wait for pacing; they are never sent.
    ///
    /// - Returns: The order ID of each message taken back, oldest first.
    package func takeBack(orders: Set<Int>?) -> [Int] {
        let (taken, actions) = session.takeBack(orders: orders, at: clock())
        run(actions)
        return taken
    }

    /// Does nothing: in memory, everything leaves when it is sent.
    package func flush() {}

    /// Closes from the client's side: waiting orders and cancels still leave.
    package func close() { run(session.close(at: clock())) }

    private func run(_ actions: [ClientSession.Action]) {
        for action in actions {
            switch action {
            case .write(let bytes):
                session.flushed(at: clock())
                if let tap { clientTap.frames(bytes.span).forEach(tap) }
                enqueue(.toServer(bytes))
            case .wakeAt:
                break
            default:
                enqueue(.client(action))
            }
        }
    }
}

// MARK: The server's side

extension MemoryLink: ServerLink {
    /// Writes raw bytes to the client exactly as given.
    package func sendRaw(_ bytes: [UInt8], to connection: ConnectionID) {
        if connection == self.connection { enqueue(.toClient(bytes)) }
    }

    /// Sends a message to the client; does nothing if the connection has ended.
    ///
    /// - Throws: ``SessionError``: `notConnected` before `started`, or `cannotEncode`; nothing is sent then.
    package func send(_ message: ServerMessage, to connection: ConnectionID) throws(SessionError) {
        guard connection == self.connection, serverHandler != nil else { return }
        run(.write(try server.frame(message)))
    }

    /// Closes from the server's side; what was sent before still arrives.
    package func close(_ connection: ConnectionID, reason: String) {
        guard connection == self.connection else { return }
        enqueue(.server(.close(reason)))
    }

    private func run(_ action: ServerSession.Action) {
        guard case .write(let bytes) = action else { return enqueue(.server(action)) }
        if let tap { serverTap.frames(bytes.span).forEach(tap) }
        for piece in cutter?(bytes) ?? [bytes] { enqueue(.toClient(piece)) }
    }
}

// MARK: Steps

extension MemoryLink {
    private func perform(_ step: Work) {
        switch step {
        case .connect:
            run(session.connected(at: clock()))
        case .toServer(let bytes):
            guard let handler = serverHandler else { return }
            for action in server.receive(bytes.span, time: handler.time) { run(action) }
        case .toClient(let bytes):
            run(session.receive(bytes.span, at: clock()))
        case .client(let action):
            perform(action)
        case .server(let action):
            perform(action)
        }
    }

    private func perform(_ action: ClientSession.Action) {
        guard let handler = clientHandler else { return closeServer(reason: "the client closed the connection") }
        switch action {
        case .deliver(let message): handler.receive(message)
        case .ready(let ready): handler.ready(ready)
        case .reconcile(let reason): handler.reconcile(reason)
        case .note(let text): handler.note(text)
        case .simulator(let notice): handler.simulator(notice)
        case .held(let id): handler.held(id)
        case .left(let id): handler.left(id)
        case .fail(let error):
            clientHandler = nil
            handler.failed(error)
        case .end(let error):
            clientHandler = nil
            handler.closed(error)
        case .close: closeServer(reason: "the client closed the connection")
        case .write, .wakeAt: break
        }
    }

    private func perform(_ action: ServerSession.Action) {
        guard let handler = serverHandler else { return }
        switch action {
        case .announced(let capabilities):
            handler.announced(capabilities, on: connection)
        case .started(let clientId, let version):
            handler.started(connection, clientId: clientId, serverVersion: version)
        case .deliver(let message):
            handler.receive(message, from: connection)
        case .note(let text):
            handler.note(text, on: connection)
        case .close(let reason):
            closeServer(reason: reason)
            run(session.closed())
        case .write:
            break
        }
    }

    /// Closes the server's end.
    private func closeServer(reason: String) {
        guard let handler = serverHandler else { return }
        let wasStarted = server.clientId != nil
        server.closed()
        serverHandler = nil
        if wasStarted { handler.disconnected(connection, reason: reason) }
    }
}
