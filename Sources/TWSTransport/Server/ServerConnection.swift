internal import NIOCore
internal import TWSSession
internal import TWSWire

/// An accepted client: the end of its pipeline and the runner of its session. Used only on the server's loop.
final class ServerConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    let id: ConnectionID
    let channel: any Channel

    private let owner: ServerConnections
    private var session: ServerSession
    private var outgoing = TurnBuffer()
    private var closeReason: String?
    /// Whether the client has identified itself and is served; the handler is told of the end of such connections only.
    private(set) var hasStarted = false
    private var startDeadline: Scheduled<Void>?
    private var sentTap = FrameTap(sender: .server)
    private let cut: (([UInt8]) -> [[UInt8]])?
    private var receivedTap = FrameTap(sender: .client)

    init(_ id: ConnectionID, _ channel: any Channel, _ owner: ServerConnections) {
        self.id = id
        self.channel = channel
        self.owner = owner
        session = ServerSession(configuration: owner.configuration.session)
        cut = owner.configuration.faults.cutter?(id)
    }

    /// Sends a message with this turn's write.
    func send(_ message: ServerMessage) throws(SessionError) {
        guard closeReason == nil else { return }
        write(try session.frame(message))
    }

    /// Closes once everything sent is written: shuts down the sending side and waits a moment for the client.
    ///
    /// Closing outright while unread bytes wait would reset the connection, and the client could lose the last bytes
    /// sent.
    /// For the handler, the connection is over without that wait: the client ID is free, whatever the client does.
    func close(reason: String) {
        guard closeReason == nil else { return }
        closeReason = reason
        flush()
        channel.close(mode: .output, promise: nil)
        let channel = channel
        owner.loop.scheduleTask(in: SocketSettings.closingPatience) { channel.close(promise: nil) }
        owner.loop.assumeIsolated().execute { self.tellEnd() }
    }

    /// Closes at once, to make room for another client.
    func yield() {
        if closeReason == nil { closeReason = "another client came" }
        channel.close(promise: nil)
    }

    /// Tells the handler, once, that the connection of a client it serves is over.
    private func tellEnd() {
        guard hasStarted else { return }
        hasStarted = false
        owner.handler.disconnected(id, reason: closeReason ?? "the client closed the connection")
    }

    /// Gives the client until the deadline to identify itself.
    private func awaitStart() {
        let patience = TimeAmount.nanoseconds(owner.configuration.startDeadline.wholeNanoseconds)
        startDeadline = owner.loop.assumeIsolated().scheduleTask(in: patience) { [weak self] in
            guard let self, !self.session.isStarted else { return }
            self.run(.close("no startApi within \(self.owner.configuration.startDeadline)"))
        }
    }

    // MARK: Socket

    func handlerAdded(context: ChannelHandlerContext) { awaitStart() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard closeReason == nil, !owner.configuration.faults.isWedged else { return }
        let buffer = unwrapInboundIn(data)
        if let tap = owner.tap {
            for frame in receivedTap.frames(buffer.readableBytesUInt8Span) { tap(id, frame) }
        }
        for action in session.receive(buffer.readableBytesUInt8Span, time: owner.handler.time) {
            guard closeReason == nil else { return }
            run(action)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard !context.channel.isWritable, closeReason == nil else { return }
        owner.handler.note("the client does not read: disconnected", on: id)
        closeReason = "slow client"
        channel.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        session.closed()
        startDeadline?.cancel()
        owner.remove(id)
        tellEnd()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if closeReason == nil { closeReason = SessionError.reason(error) }
        context.close(promise: nil)
    }

    // MARK: Actions

    private func run(_ action: ServerSession.Action) {
        switch action {
        case .write(let bytes): write(bytes)
        case .announced(let capabilities): owner.handler.announced(capabilities, on: id)
        case .started(let clientId, let version):
            startDeadline?.cancel()
            hasStarted = true
            owner.handler.started(id, clientId: clientId, serverVersion: version)
        case .deliver(let message): owner.handler.receive(message, from: id)
        case .note(let text): owner.handler.note(text, on: id)
        case .close(let reason):
            owner.handler.note("closed: \(reason)", on: id)
            close(reason: reason)
        }
    }

    func write(_ bytes: [UInt8]) {
        if let tap = owner.tap {
            for frame in sentTap.frames(bytes.span) { tap(id, frame) }
        }
        if outgoing.append(bytes) { owner.loop.assumeIsolated().execute { self.flush() } }
    }

    private func flush() {
        guard !outgoing.isEmpty else { return }
        let bytes = outgoing.take()
        guard let cut else { return channel.writeAndFlush(bytes, promise: nil) }
        for piece in cut(Array(bytes.readableBytesView)) {
            channel.writeAndFlush(ByteBuffer(bytes: piece), promise: nil)
        }
    }
}
