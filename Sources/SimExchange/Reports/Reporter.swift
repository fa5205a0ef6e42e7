internal import TWSWire

/// Tells clients what has happened: the one place that makes server messages, with the order and the wording of TWS.
///
/// It decides nothing: what to report, and to whom, are arguments. It knows the server version of each connection, and
/// leaves out what a version does not know.
struct Reporter: Sendable {
    /// The server version of each connection; there are few.
    private var versions: [(connection: ConnectionID, version: Int)] = []
    private var outbox: [ExchangeOutput] = []
    /// The instruments whose trading is halted, by conId.
    var halted: Set<Int> = []

    /// Whether the messages about filled orders are left to be made by whoever needs them.
    var defersFilledOrders = false

    /// The text added to the error about an unknown contract; `nil` for none.
    var marketNote: String?

    /// Opens a connection.
    mutating func open(_ connection: ConnectionID, serverVersion: Int) {
        close(connection)
        versions.append((connection, serverVersion))
    }

    /// Closes a connection.
    mutating func close(_ connection: ConnectionID) { versions.removeAll { $0.connection == connection } }

    /// Returns the server version of a connection; `nil` for an unknown connection.
    func version(of connection: ConnectionID) -> Int? { versions.first { $0.connection == connection }?.version }

    /// Returns the text of a time as a connection's version writes it.
    func timeText(_ text: String, for connection: ConnectionID) -> String {
        ExchangeTime.text(text, forVersion: version(of: connection) ?? ServerVersion.ceiling)
    }

    /// Takes the messages since the last call, in order.
    mutating func takeDeliveries() -> [Delivery] { takeOutputs().flatMap(\.deliveries) }

    /// Does the same without making the messages about filled orders.
    mutating func takeOutputs() -> [ExchangeOutput] {
        guard !outbox.isEmpty else { return [] }
        defer { outbox.removeAll(keepingCapacity: true) }
        return outbox
    }

    /// Sends a delivery that was prepared before.
    mutating func deliver(_ delivery: Delivery) { outbox.append(.deliver(delivery)) }

    /// Sends that an order has filled, if the connection exists.
    mutating func send(_ order: FilledOrder, to connection: ConnectionID) {
        guard version(of: connection) != nil else { return }
        let output = ExchangeOutput.filled(connection, order)
        guard !defersFilledOrders else { return outbox.append(output) }
        for delivery in output.deliveries { outbox.append(.deliver(delivery)) }
    }

    /// Sends a message, if the connection exists and its version knows the message.
    mutating func send(_ payload: some ServerMessagePayload, to connection: ConnectionID) {
        guard let version = version(of: connection), version >= type(of: payload).since else { return }
        outbox.append(.deliver(Delivery(connection: connection, message: payload.serverMessage)))
    }

    /// Sends an error message; `id` is a request ID, an order ID, or -1 for notices.
    mutating func tell(_ rejection: Rejection, id: Int, to connection: ConnectionID, at now: ExchangeInstant) {
        var error = Self.error(rejection, id: id, at: now)
        if let marketNote, rejection.code == Rejection.unknownContract.code { error.errorString += ": \(marketNote)" }
        send(error, to: connection)
    }

    /// Returns the error message for a rejection or a notice.
    static func error(_ rejection: Rejection, id: Int, at now: ExchangeInstant) -> ServerMessage.Error {
        var error = ServerMessage.Error()
        error.reqId = id
        error.errorCode = rejection.code
        error.errorString = rejection.text
        error.errorTime = Int(now.milliseconds)
        return error
    }
}
