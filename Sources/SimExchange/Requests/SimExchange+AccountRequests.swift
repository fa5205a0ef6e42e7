internal import TWSWire

extension SimExchange {
    /// Account, positions and profit; tells whether the request was one of these.
    mutating func serveAccount(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .reqManagedAccts: reporter.sendManagedAccounts(accounts.codes, to: connection)
        case .reqIds: sendNextValidID(to: connection)
        case .reqAccountUpdates(let request): serveUpdates(request, connection)
        case .reqAccountUpdatesMulti(let request): serveMulti(request, connection)
        case .cancelAccountUpdatesMulti(let request):
            directory.unsubscribe(connection, .accountUpdatesMulti, request.reqId)
        case .reqAccountSummary(let request): serveSummary(request, connection)
        case .cancelAccountSummary(let request): directory.unsubscribe(connection, .accountSummary, request.reqId)
        case .reqPositions: servePositions(connection)
        case .cancelPositions: directory.update(connection) { $0.hasPositions = false }
        case .reqPositionsMulti(let request): servePositionsMulti(request, connection)
        case .cancelPositionsMulti(let request): directory.unsubscribe(connection, .positionsMulti, request.reqId)
        case .reqPnL(let request): serveProfit(request, connection)
        case .cancelPnL(let request): directory.unsubscribe(connection, .profit, request.reqId)
        case .reqPnLSingle(let request): serveSingleProfit(request, connection)
        case .cancelPnLSingle(let request): directory.unsubscribe(connection, .profitSingle, request.reqId)
        default: return false
        }
        return true
    }

    /// Answers a request that names another account with error 321.
    mutating func refuseAccount(_ code: String, _ requestID: Int, _ connection: ConnectionID) {
        send(.invalidAccount(code, request: "bT"), id: requestID, to: connection)
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
}
