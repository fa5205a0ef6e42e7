internal import TWSWire

extension SimExchange {
    /// Answers a request that names an unknown account with error 321.
    mutating func refuse<Payload: ClientMessagePayload>(
        _ account: String,
        of request: Payload,
        _ requestID: Int,
        _ connection: ConnectionID
    ) {
        let name = RequestTable.errorName(of: Payload.self)
        send(.invalidAccount(account, request: name), id: requestID, to: connection)
    }

    /// Tells every subscriber that an execution in an instrument has changed an account.
    mutating func accountChanged(_ account: String, _ instrument: Instrument) {
        guard let position = accounts[account].positions[instrument.conId] else { return }
        for client in directory.clients {
            if client.hasPositions { reporter.sendPosition(position, of: account, to: client.id) }
            for (requestID, subscription) in client.subscriptions(.positionsMulti) {
                guard case .positionsMulti(let codes, let model) = subscription.terms, codes.contains(account)
                else { continue }
                reporter.sendPositionMulti(position, of: account, requestID, model, to: client.id)
            }
            if directory.updatedAccount(client.id) == account {
                let price = mark(position.instrument)
                reporter.sendPortfolio(position, of: account, at: price, to: client.id)
                sendAccountChanges(to: client.id)
            }
            for (requestID, _) in client.subscriptions(.accountSummary) {
                sendSummaryChanges(requestID, of: account, to: client.id)
            }
            for (requestID, _) in client.subscriptions(.accountUpdatesMulti) {
                sendMultiChanges(requestID, of: account, to: client.id)
            }
        }
    }

    /// Whether a subscription's ID is free; if not, sends the error of its kind.
    mutating func isFree<Payload: ClientMessagePayload>(
        _ kind: SubscriptionKind,
        _ request: Payload,
        _ requestID: Int,
        _ connection: ConnectionID
    ) -> Bool {
        let isUsed = directory.subscription(connection, kind, requestID) != nil
        do throws(Rejection) {
            try RequestTable.checkPlace(for: Payload.self, requestID, isUsed: isUsed)
            return true
        } catch {
            send(error, id: requestID, to: connection)
            return false
        }
    }
}
