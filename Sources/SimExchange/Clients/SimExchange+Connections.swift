package import TWSWire

extension SimExchange {
    /// Admits a client that has sent startApi: answers with managedAccounts, nextValidId and the notices of the farms.
    ///
    /// A client ID in use or below 0 is refused: the only answer is then error 326 or 321, `isConnected(_:)` is false,
    /// and the owner of the connection closes it.
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

    /// Removes a client: its subscriptions end, its orders stay.
    package mutating func disconnect(_ connection: ConnectionID, at instant: ExchangeInstant) {
        run(until: instant)
        directory.remove(connection)
        reporter.close(connection)
        for conID in market.followed { releaseWatch(conID) }
    }

    /// Whether the connection belongs to an admitted client.
    package func isConnected(_ connection: ConnectionID) -> Bool {
        directory.client(connection) != nil
    }

    mutating func sendNextValidID(to connection: ConnectionID) {
        guard let client = directory.client(connection) else { return }
        reporter.sendNextID((book.highestID[client.clientID] ?? 0) + 1, to: connection)
    }
}
