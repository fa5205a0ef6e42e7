package import TWSWire

extension SimExchange {
    /// Takes a client in, which has sent startApi: answers managedAccounts, nextValidId and the notices of the farms.
    ///
    /// A client id in use is refused: the only answer is then error 326, `isConnected(_:)` is false, and the owner of
    /// the connection closes it.
    package mutating func connect(
        clientId: Int,
        serverVersion: Int,
        as connection: ConnectionID,
        at instant: ExchangeInstant
    ) -> [Delivery] {
        var deliveries = advance(to: instant)
        guard !clients.contains(where: { $0.clientID == clientId || $0.id == connection }) else {
            return deliveries + [Delivery(connection: connection, message: .error(clientIDInUse))]
        }
        clients.append(ClientConnection(id: connection, clientID: clientId, serverVersion: serverVersion))
        sendManagedAccounts(to: connection)
        sendNextValidID(to: connection)
        send(Rejection(2104, "Market data farm connection is OK:usfarm"), id: -1, to: connection)
        send(Rejection(2106, "HMDS data farm connection is OK:ushmds"), id: -1, to: connection)
        send(Rejection(2158, "Sec-def data farm connection is OK:secdefil"), id: -1, to: connection)
        deliveries += advance(to: instant)
        return deliveries
    }

    /// Lets a client go: its subscriptions end, its orders stay.
    package mutating func disconnect(_ connection: ConnectionID, at instant: ExchangeInstant) {
        run(until: instant)
        clients.removeAll { $0.id == connection }
        for conID in watches.keys {
            watches[conID]?.listeners.removeAll { $0.connection == connection }
            releaseWatch(conID)
        }
    }

    /// Whether the connection is one of a client that was taken in.
    package func isConnected(_ connection: ConnectionID) -> Bool {
        client(connection) != nil
    }

    func client(_ connection: ConnectionID) -> ClientConnection? {
        clients.first { $0.id == connection }
    }

    /// Changes what is kept about a client.
    mutating func update(_ connection: ConnectionID, _ change: (inout ClientConnection) -> Void) {
        guard let index = clients.firstIndex(where: { $0.id == connection }) else { return }
        change(&clients[index])
    }

    /// The connections that hear about an order: its client's, and the master client's.
    ///
    /// An order entered by hand has a client, 0, once it is bound to it.
    func audience(of order: SimulatedOrder) -> [ConnectionID] {
        clients.filter { client in
            client.clientID == configuration.masterClientId
                || (client.clientID == order.key.clientID && order.binding != .unbound)
        }.map(\.id)
    }

    /// Sends the codes of the accounts with commas between, where there are several one after the last, too, as TWS does.
    mutating func sendManagedAccounts(to connection: ConnectionID) {
        var message = ServerMessage.ManagedAccounts()
        message.accountsList = accounts.codes.joined(separator: ",") + (accounts.all.count > 1 ? "," : "")
        send(message, to: connection)
    }

    mutating func sendNextValidID(to connection: ConnectionID) {
        guard let client = client(connection) else { return }
        var next = ServerMessage.NextValidId()
        next.orderId = (book.highestID[client.clientID] ?? 0) + 1
        send(next, to: connection)
    }

    private var clientIDInUse: ServerMessage.Error {
        var error = ServerMessage.Error()
        error.reqId = -1
        error.errorCode = Rejection.clientIDInUse.code
        error.errorString = Rejection.clientIDInUse.text
        error.errorTime = Int(now.milliseconds)
        return error
    }
}
