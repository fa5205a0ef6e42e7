package import Logging
package import NIOCore
internal import NIOPosix
package import TWSSession
package import TWSWire

/// A client's TCP connection to TWS: runs a ``ClientSession`` on one event loop.
///
/// Call everything on the loop. What the owner sends in a turn leaves in one write when the owner calls ``flush()``;
/// what the session itself sends leaves at once.
package final class TWSClientConnection: ClientLink {
    /// The session behind the link, for its counters, version and configuration.
    package private(set) var session: ClientSession

    private let loop: any EventLoop
    private let logger: Logger
    private var handler: (any ClientHandler)?
    private var channel: (any Channel)?
    private var outgoing = TurnBuffer()
    private var wake: Scheduled<Void>?
    private var isClosing = false
    private var isFlushing = false
    private var tap: ((TappedFrame) -> Void)?
    private var sentTap = FrameTap(sender: .client)
    private var receivedTap = FrameTap(sender: .server)

    /// Starts to connect; the handler hears of the outcome, never from within this call.
    ///
    /// - Parameters:
    ///   - configuration: Its deadline applies from this call until ready; a `peer` left at its default is named by
    ///     address.
    ///   - tap: Called for every frame, in the order in which frames are sent and received.
    package static func connect(
        host: String,
        port: Int,
        configuration: ClientSession.Configuration,
        on loop: any EventLoop,
        handler: any ClientHandler,
        logger: Logger,
        tap: ((TappedFrame) -> Void)? = nil
    ) -> TWSClientConnection {
        loop.preconditionInEventLoop()
        var configuration = configuration
        if configuration.peer == ClientSession.Configuration().peer { configuration.peer = "\(host):\(port)" }
        let connection = TWSClientConnection(configuration, on: loop, handler: handler, logger: logger, tap: tap)
        connection.start(host: host, port: port)
        return connection
    }

    init(
        _ configuration: ClientSession.Configuration,
        on loop: any EventLoop,
        handler: any ClientHandler,
        logger: Logger,
        tap: ((TappedFrame) -> Void)?
    ) {
        session = ClientSession(configuration: configuration)
        self.loop = loop
        self.handler = handler
        self.logger = logger
        self.tap = tap
    }

    private func start(host: String, port: Int) {
        runLater(session.connecting(at: .now))
        var bootstrap = ClientBootstrap(group: loop)
            // The session's deadline is the one that counts.
            .connectTimeout(.nanoseconds(session.configuration.deadline.wholeNanoseconds + 1_000_000_000))
        for (option, value) in SocketSettings.connection + SocketSettings.client {
            bootstrap = bootstrap.channelOption(option, value: value)
        }
        // An address needs no resolver, whose thread would cost more than the connection.
        let address = try? SocketAddress(ipAddress: host, port: port)
        let connecting = address.map { bootstrap.connect(to: $0) } ?? bootstrap.connect(host: host, port: port)
        connecting.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let channel): self.connected(channel)
            case .failure(let error): self.connectFailed(error)
            }
        }
    }

    // MARK: Link

    /// Whether the bytes of an order, or of a change to it, have not left yet.
    package func holds(order orderId: Int) -> Bool { session.holds(order: orderId) }

    /// Sends a message with the next ``flush()``, or when pacing allows; orders and cancels go before requests.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless ready, `cannotEncode`, or `queueFull`; nothing is sent then.
    package func send(_ message: ClientMessage) throws(SessionError) { runLater(try session.send(message, at: .now)) }

    /// Closes the connection: waiting orders and cancels still leave, then `closed(nil)` comes.
    package func close() {
        runLater(session.close(at: .now))
        flush()
    }

    /// Takes back orders that wait for pacing or for the socket; they are never sent.
    ///
    /// - Parameter orders: The order IDs to take back; `nil` for all.
    /// - Returns: The order ID of each message taken back, oldest first; an order whose change was also waiting appears
    ///   twice.
    package func takeBack(orders: Set<Int>?) -> [Int] {
        let (taken, actions) = session.takeBack(orders: orders, at: .now)
        runLater(actions)
        return taken
    }

    /// Passes everything sent so far to the socket, in one write.
    package func flush() {
        guard let channel, !outgoing.isEmpty, !isFlushing else { return }
        isFlushing = true
        defer { isFlushing = false }
        while !outgoing.isEmpty {
            channel.writeAndFlush(outgoing.take(), promise: nil)
            session.flushed(at: .now)
        }
    }

    // MARK: Socket

    /// Takes over the channel; its pipeline is set up only now, since a host name may have opened several channels.
    func connected(_ channel: any Channel) {
        guard handler != nil else { return channel.close(promise: nil) }
        do {
            try channel.pipeline.syncOperations.addHandler(ClientSocketHandler(self))
        } catch {
            channel.close(promise: nil)
            return connectFailed(error)
        }
        self.channel = channel
        run(session.connected(at: .now))
    }

    private func connectFailed(_ error: any Error) {
        run(session.connectFailed(.connecting(to: session.configuration.peer, failed: error)))
    }

    func received(_ buffer: ByteBuffer) {
        if let tap { receivedTap.frames(buffer.readableBytesUInt8Span).forEach(tap) }
        run(session.receive(buffer.readableBytesUInt8Span, at: .now))
    }

    func closed(cause: String) {
        // If one of the owner's writes fails, the handler must not be called from within the owner's call.
        if isFlushing { return loop.assumeIsolated().execute { self.closed(cause: cause) } }
        run(session.closed(cause: cause))
        if isClosing { finish()?.closed(nil) }
    }

    func writability(_ isWritable: Bool) {
        runLater(session.writability(isWritable, at: .now))
        flush()
    }

    // MARK: Actions

    /// Runs the actions of a link call: writes now, and calls the handler on a later turn.
    private func runLater(_ actions: [ClientSession.Action]) {
        var later: [ClientSession.Action] = []
        for action in actions {
            switch action {
            case .write, .wakeAt: run(action)
            default: later.append(action)
            }
        }
        guard !later.isEmpty else { return }
        loop.assumeIsolated().execute { self.run(later) }
    }

    /// Runs the actions of a socket or clock event; what it writes leaves at the end.
    private func run(_ actions: [ClientSession.Action]) {
        for action in actions { run(action) }
        flush()
    }

    private func run(_ action: ClientSession.Action) {
        switch action {
        case .write(let bytes): write(bytes)
        case .deliver(let message): handler?.receive(message)
        case .ready(let ready): handler?.ready(ready)
        case .reconcile(let reason): handler?.reconcile(reason)
        case .note(let text):
            logger.info("\(text)")
            handler?.note(text)
        case .simulator(let notice): handler?.simulator(notice)
        case .held(let id): handler?.held(id)
        case .left(let id): handler?.left(id)
        case .wakeAt(let instant): sleep(until: instant)
        case .fail(let error): finish()?.failed(error)
        case .end(let error): end(error)
        case .close: closeSocket()
        }
    }

    /// Returns the handler for its last call, or `nil` if it has already had it.
    private func finish() -> (any ClientHandler)? {
        wake?.cancel()
        wake = nil
        defer { handler = nil }
        return handler
    }

    /// Ends a connection that was ready; if this side closed it, only once the peer has received everything.
    private func end(_ error: SessionError?) {
        guard error == nil, let channel, channel.isActive else {
            finish()?.closed(error)
            return
        }
        isClosing = true
    }

    private func sleep(until instant: SessionInstant) {
        wake?.cancel()
        guard handler != nil else { return }
        wake = loop.assumeIsolated().scheduleTask(in: instant.delay(from: .now)) {
            self.run(self.session.wake(at: .now))
        }
    }

    private func write(_ bytes: [UInt8]) {
        if let tap { sentTap.frames(bytes.span).forEach(tap) }
        outgoing.append(bytes)
    }

    /// Closes the socket: at once after an error, otherwise by shutting down the sending side and waiting for the peer.
    ///
    /// Closing outright while unread bytes wait would reset the connection, and the peer could lose the last orders.
    private func closeSocket() {
        guard let channel else { return }
        flush()
        guard isClosing else { return channel.close(promise: nil) }
        channel.close(mode: .output, promise: nil)
        loop.assumeIsolated().scheduleTask(in: SocketSettings.closingPatience) { channel.close(promise: nil) }
    }
}
