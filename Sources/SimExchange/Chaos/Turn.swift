internal import TWSWire

/// One call of an effect: what it may know, and what it wants done.
struct Turn: Sendable {
    /// An action that an effect wants.
    enum Wish: Sendable {
        case send(Outgoing)
        case sendLater(Outgoing, ExchangeInstant)
        case wake(Int, ExchangeInstant)
    }

    let now: ExchangeInstant
    /// The admitted clients, with their client IDs.
    let clients: [ConnectionID: Int]
    private(set) var wishes: [Wish] = []

    init(now: ExchangeInstant, clients: [ConnectionID: Int]) {
        self.now = now
        self.clients = clients
    }

    /// The clients' connections, oldest first.
    var connections: [ConnectionID] { clients.keys.sorted() }

    /// Sends an output on.
    mutating func send(_ outgoing: Outgoing) { wishes.append(.send(outgoing)) }

    /// Sends an output on at a later time.
    mutating func send(_ outgoing: Outgoing, at time: ExchangeInstant) { wishes.append(.sendLater(outgoing, time)) }

    /// Calls the effect again at a later time.
    mutating func wake(_ number: Int, at time: ExchangeInstant) { wishes.append(.wake(number, time)) }

    /// Closes a connection.
    mutating func close(_ connection: ConnectionID, reason: String) {
        send(Outgoing(output: .close(connection, reason: reason), isAnswer: false))
    }

    /// Sends an error message to one client.
    mutating func send(_ rejection: Rejection, id: Int = -1, to connection: ConnectionID) {
        let error = Reporter.error(rejection, id: id, at: now)
        let delivery = Delivery(connection: connection, message: .error(error))
        send(Outgoing(output: .deliver(delivery), isAnswer: false))
    }

    /// Sends an error message to every client.
    mutating func sendToAll(_ rejection: Rejection) {
        for connection in connections { send(rejection, to: connection) }
    }
}
