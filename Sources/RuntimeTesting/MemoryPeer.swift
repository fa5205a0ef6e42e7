internal import ScriptRuntime
package import TWSSession
package import TWSWire

/// A peer whose bytes pass both sessions in memory, on a clock that the test advances: for what only bytes can do.
package final class MemoryPeer: LinkProvider {
    /// What the client has sent since it was ready.
    package private(set) var received: [ClientMessage] = []
    /// The next order ID that it announces.
    package var nextValidId = 1
    /// The number of connections so far.
    package private(set) var connections = 0
    /// What it does after it has greeted the client.
    package var whenStarted: (MemoryPeer) -> Void = { _ in }
    /// What it does with a request.
    package var whenAsked: (MemoryPeer, ClientMessage) -> Void = { _, _ in }
    private let clock: ManualClock
    private let configuration: ClientSession.Configuration
    private var link: MemoryLink?
    private var wake: (instant: SessionInstant, timer: Int)?
    private let connection = ConnectionID(1)

    /// Makes a peer that speaks the text form, for clients with this configuration.
    package init(_ clock: ManualClock, _ configuration: ClientSession.Configuration = ClientSession.Configuration()) {
        self.clock = clock
        self.configuration = configuration
    }

    /// Connects the run to this peer.
    package func connect(to endpoint: Endpoint, handler: any ClientHandler) -> any ClientLink {
        var server = ServerSession.Configuration()
        server.versions = ServerVersion.floor...200
        let link = MemoryLink(
            connection: connection,
            client: configuration,
            server: server,
            clientHandler: handler,
            serverHandler: self,
            clock: { [clock] in clock.instant }
        )
        self.link = link
        connections += 1
        link.onWork = { [unowned self] in clock.later { [unowned self] in deliver() } }
        link.connect()
        return link
    }

    /// Sends messages.
    ///
    /// - Throws: `SessionError` for a message that cannot be encoded.
    package func send(_ messages: ServerMessage...) throws(SessionError) {
        for message in messages { try link?.send(message, to: connection) }
    }

    /// Sends one frame with this body, whatever it is.
    package func sendFrame(_ body: [UInt8]) {
        let length = withUnsafeBytes(of: UInt32(body.count).bigEndian) { Array($0) }
        sendRaw(length + body)
    }

    /// Sends raw bytes exactly as given.
    package func sendRaw(_ bytes: [UInt8]) { link?.sendRaw(bytes, to: connection) }

    /// Closes the connection; what was sent before still arrives.
    package func close() { link?.close(connection, reason: "the test closes it") }

    private func deliver() {
        link?.deliver()
        guard let next = link?.nextWake, next != wake?.instant else { return }
        if let wake { clock.cancelTimer(wake.timer) }
        let seconds = Double((next - clock.instant).wholeNanoseconds) / 1e9
        let timer = clock.startTimer(after: seconds) { [unowned self] in
            wake = nil
            link?.wake()
            deliver()
        }
        wake = (next, timer)
    }
}

extension MemoryPeer: ServerHandler {
    /// Returns the time at which a run on ``ManualClock`` begins.
    package func time() -> ServerTime { ServerTime(text: "20260105 10:00:00 EST", milliseconds: 1_767_625_200_000) }

    /// Greets the client as TWS does.
    package func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int) {
        var accounts = ServerMessage.ManagedAccounts()
        accounts.accountsList = "DU1"
        var next = ServerMessage.NextValidId()
        next.orderId = nextValidId
        try? link?.send(.managedAccounts(accounts), to: connection)
        try? link?.send(.nextValidId(next), to: connection)
        whenStarted(self)
    }

    /// Records a request, then does what the test has prepared.
    package func receive(_ message: ClientMessage, from connection: ConnectionID) {
        received.append(message)
        whenAsked(self, message)
    }

    /// Does nothing when the client has gone.
    package func disconnected(_ connection: ConnectionID, reason: String) {}

    /// Ignores what the server's session finds odd.
    package func note(_ text: String, on connection: ConnectionID) {}
}
