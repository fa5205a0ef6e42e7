internal import TWSWire

/// Says to clients what has happened: the one place that makes server messages, with the order and the wording of TWS.
///
/// It decides nothing: what is to be said, and to whom, are arguments. It knows the protocol version that each
/// connection reads, and leaves out what a version does not know.
struct Reporter: Sendable {
    private var versions: [ConnectionID: Int] = [:]
    private var outbox: [Delivery] = []
    /// The instruments whose trading is halted, by conId.
    var halted: Set<Int> = []

    /// What is added to the error about a contract that is not there; `nil` for nothing.
    var marketNote: String?

    /// Begins to talk to a connection.
    mutating func open(_ connection: ConnectionID, serverVersion: Int) { versions[connection] = serverVersion }

    /// Ceases to talk to a connection.
    mutating func close(_ connection: ConnectionID) { versions[connection] = nil }

    /// The protocol version that a connection reads; `nil` for one that is not there.
    func version(of connection: ConnectionID) -> Int? { versions[connection] }

    /// A text of a time as a connection's version writes it.
    func timeText(_ text: String, for connection: ConnectionID) -> String {
        ExchangeTime.text(text, forVersion: versions[connection] ?? ServerVersion.ceiling)
    }

    /// What was said since the last call, in order.
    mutating func takeDeliveries() -> [Delivery] {
        defer { outbox.removeAll(keepingCapacity: true) }
        return outbox
    }

    /// Says what was prepared before.
    mutating func deliver(_ delivery: Delivery) { outbox.append(delivery) }

    /// Sends a message, if the connection is there and its protocol version knows it.
    mutating func send(_ payload: some ServerMessagePayload, to connection: ConnectionID) {
        guard let version = versions[connection], version >= type(of: payload).since else { return }
        outbox.append(Delivery(connection: connection, message: payload.serverMessage))
    }

    /// Sends an error message; `id` is a request id, an order id, or -1 for notices.
    mutating func tell(_ rejection: Rejection, id: Int, to connection: ConnectionID, at now: ExchangeInstant) {
        var error = Self.error(rejection, id: id, at: now)
        if let marketNote, rejection.code == Rejection.unknownContract.code { error.errorString += ": \(marketNote)" }
        send(error, to: connection)
    }

    /// The error message of a rejection or a notice.
    static func error(_ rejection: Rejection, id: Int, at now: ExchangeInstant) -> ServerMessage.Error {
        var error = ServerMessage.Error()
        error.reqId = id
        error.errorCode = rejection.code
        error.errorString = rejection.text
        error.errorTime = Int(now.milliseconds)
        return error
    }
}
