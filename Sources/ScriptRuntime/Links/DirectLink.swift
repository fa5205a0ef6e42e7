internal import SimExchange
internal import TWSSession
internal import TWSWire

/// A client and a server connected by messages, without bytes: the embedded simulator's shortest path.
///
/// It replaces a ``MemoryLink`` between the same two handlers, in the same order, but encodes nothing, holds nothing
/// back for pacing, and never loses the peer. Everything happens in ``deliver()``.
final class DirectLink {
    /// A session that is never connected, for its configuration only.
    let session: ClientSession
    /// Called when there is something to deliver again.
    var onWork: (() -> Void)?
    /// Takes what need not be received as a message; `nil` if everything must.
    var reports: QuietReports?

    private let connection: ConnectionID
    private let serverVersion: Int
    private var clientHandler: (any ClientHandler)?
    private var serverHandler: (any ServerHandler)?
    /// Like its neighbours without a check for exclusive access: only the event loop's thread comes here.
    @exclusivity(unchecked) private var work: [Work] = []
    /// The index in `work` of the next step.
    @exclusivity(unchecked) private var next = 0
    @exclusivity(unchecked) private var phase = Phase.starting(Greeting())

    private enum Work {
        case start
        case toServer(ClientMessage)
        case toClient(ServerMessage)
        case filled(FilledOrder)
        case closeClient
        case closeServer(String)
        /// What has been carried out.
        case taken
    }

    private struct Greeting {
        var accounts: [String] = []
        var nextValidId: Int?
    }

    private enum Phase {
        case starting(Greeting)
        case ready
        case closed
    }

    init(
        connection: ConnectionID,
        client: ClientSession.Configuration,
        serverVersion: Int = ServerVersion.ceiling,
        clientHandler: any ClientHandler,
        serverHandler: any ServerHandler
    ) {
        self.connection = connection
        self.serverVersion = serverVersion
        self.clientHandler = clientHandler
        self.serverHandler = serverHandler
        session = ClientSession(configuration: client)
    }

    /// Whether ``deliver()`` would do anything.
    var hasWork: Bool { next < work.count }

    /// Connects the client.
    func connect() { enqueue(.start) }

    /// Moves messages both ways until nothing is under way.
    func deliver() {
        while next < work.count {
            // Taken out, not copied: a message is large.
            let step = exchange(&work[next], with: .taken)
            next += 1
            if next == work.count {
                work.removeAll(keepingCapacity: true)
                next = 0
            }
            perform(step)
        }
    }

    private func enqueue(_ step: Work) {
        work.append(step)
        if work.count - next == 1 { onWork?() }
    }
}

extension DirectLink: ClientLink {
    func send(_ message: ClientMessage) throws(SessionError) {
        guard case .ready = phase else {
            throw SessionError(.notConnected, "\(message.name): not connected to \(session.configuration.peer)")
        }
        enqueue(.toServer(message))
    }

    func takeBack(orders: Set<Int>?) -> [Int] { [] }

    func flush() {}

    func close() {
        if case .closed = phase { return }
        phase = .closed
        enqueue(.closeClient)
    }
}

extension DirectLink: ServerLink {
    func send(_ message: ServerMessage, to connection: ConnectionID) throws(SessionError) {
        if connection == self.connection, serverHandler != nil { enqueue(.toClient(message)) }
    }

    /// Sends what the exchange tells about a filled order.
    func send(_ order: FilledOrder) { if serverHandler != nil { enqueue(.filled(order)) } }

    /// Ignores raw bytes: they have no place here.
    func sendRaw(_ bytes: [UInt8], to connection: ConnectionID) {}

    func close(_ connection: ConnectionID, reason: String) {
        if connection == self.connection { enqueue(.closeServer(reason)) }
    }
}

extension DirectLink {
    private func perform(_ step: consuming Work) {
        switch step {
        case .start:
            serverHandler?.started(connection, clientId: session.configuration.clientId, serverVersion: serverVersion)
        case .toServer(let message):
            serverHandler?.receive(message, from: connection)
        case .toClient(let message):
            if case .contractDetails(let details) = message { receive(asCarried(details)) } else { receive(message) }
        case .filled(let order):
            guard reports?.take(order) != true else { return }
            for message in order.messages { receive(message) }
        case .closeClient:
            end(nil)
            closeServer("the client closed the connection")
        case .closeServer(let reason):
            closeServer(reason)
            lose()
        case .taken: break
        }
    }

    /// Returns the message without what no current server version carries: mdSizeMultiplier gave way to the size rules.
    private func asCarried(_ message: ServerMessage.ContractDetails) -> ServerMessage {
        var details = message
        details.contractDetails.mdSizeMultiplier = ContractDetails().mdSizeMultiplier
        return details.serverMessage
    }

    private func receive(_ message: ServerMessage) {
        if case .closed = phase { return }
        if let reports, clientHandler != nil, reports.take(message) { return }
        clientHandler?.receive(message)
        guard case .starting(var greeting) = phase else { return }
        switch message {
        case .managedAccounts(let message):
            greeting.accounts = message.accountsList.split(separator: ",").map(String.init)
        case .nextValidId(let message):
            greeting.nextValidId = message.orderId
        default:
            return
        }
        phase = .starting(greeting)
        guard let nextValidId = greeting.nextValidId, !greeting.accounts.isEmpty else { return }
        phase = .ready
        let ready = ClientSession.Ready(
            serverVersion: serverVersion,
            connectionTime: serverHandler?.time().text ?? "",
            accounts: greeting.accounts,
            nextValidId: nextValidId
        )
        clientHandler?.ready(ready)
    }

    /// Handles a close by the server.
    private func lose() {
        let peer = session.configuration.peer
        switch phase {
        case .closed:
            return
        case .ready:
            phase = .closed
            end(SessionError(.connectionLost, "\(peer) closed the connection"))
        case .starting:
            phase = .closed
            let handler = clientHandler
            clientHandler = nil
            handler?.failed(SessionError(.closedByPeer, "\(peer) closed the connection before it sent accounts"))
        }
    }

    private func end(_ error: SessionError?) {
        let handler = clientHandler
        (clientHandler, reports) = (nil, nil)
        handler?.closed(error)
    }

    private func closeServer(_ reason: String) {
        let handler = serverHandler
        serverHandler = nil
        handler?.disconnected(connection, reason: reason)
    }
}
