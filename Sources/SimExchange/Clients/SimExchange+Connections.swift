package import TWSWire

extension SimExchange {
    /// Takes a client in, which has sent startApi: answers managedAccounts, nextValidId and the notices of the farms.
    ///
    /// A client id in use is refused, and one below 0: the only answer is then error 326 or 321, `isConnected(_:)` is false, and the owner of
    /// the connection closes it.
    package mutating func connect(
        clientId: Int,
        serverVersion: Int,
        as connection: ConnectionID,
        at instant: ExchangeInstant
    ) -> [Delivery] {
        var deliveries = advance(to: instant)
        guard clientId >= 0, directory.admit(clientId, as: connection) else {
            let refusal = clientId < 0 ? Rejection.invalid("Invalid client id \(clientId)") : .clientIDInUse
            return deliveries + [
                Delivery(connection: connection, message: .error(Reporter.error(refusal, id: -1, at: now)))
            ]
        }
        reporter.open(connection, serverVersion: serverVersion)
        reporter.sendManagedAccounts(accounts.codes, to: connection)
        sendNextValidID(to: connection)
        reporter.tellFarms(to: connection, at: now)
        deliveries += advance(to: instant)
        return deliveries
    }

    /// Lets a client go: its subscriptions end, its orders stay.
    package mutating func disconnect(_ connection: ConnectionID, at instant: ExchangeInstant) {
        run(until: instant)
        directory.remove(connection)
        reporter.close(connection)
        for conID in market.followed { releaseWatch(conID) }
    }

    /// Whether the connection is one of a client that was taken in.
    package func isConnected(_ connection: ConnectionID) -> Bool {
        directory.client(connection) != nil
    }

    mutating func sendNextValidID(to connection: ConnectionID) {
        guard let client = directory.client(connection) else { return }
        reporter.sendNextID((book.highestID[client.clientID] ?? 0) + 1, to: connection)
    }
}
