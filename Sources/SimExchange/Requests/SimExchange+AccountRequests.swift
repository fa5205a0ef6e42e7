internal import TWSWire

extension SimExchange {
    /// Account, positions and profit; tells whether the request was one of these.
    mutating func serveAccount(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .reqManagedAccts: sendManagedAccounts(to: connection)
        case .reqIds: sendNextValidID(to: connection)
        case .reqAccountUpdates(let request): serveUpdates(request, connection)
        case .reqAccountUpdatesMulti(let request): serveMulti(request, connection)
        case .cancelAccountUpdatesMulti(let request): unsubscribe(connection, .accountUpdatesMulti, request.reqId)
        case .reqAccountSummary(let request): serveSummary(request, connection)
        case .cancelAccountSummary(let request): unsubscribe(connection, .accountSummary, request.reqId)
        case .reqPositions: servePositions(connection)
        case .cancelPositions: update(connection) { $0.hasPositions = false }
        case .reqPositionsMulti(let request): servePositionsMulti(request, connection)
        case .cancelPositionsMulti(let request): unsubscribe(connection, .positionsMulti, request.reqId)
        case .reqPnL(let request): serveProfit(request, connection)
        case .cancelPnL(let request): unsubscribe(connection, .profit, request.reqId)
        case .reqPnLSingle(let request): serveSingleProfit(request, connection)
        case .cancelPnLSingle(let request): unsubscribe(connection, .profitSingle, request.reqId)
        default: return false
        }
        return true
    }

    /// The accounts that a request names: the one of that code, all of them for no code or All; `nil` for another's.
    func accounts(named code: String) -> [SimulatedAccount]? {
        if code.isEmpty || code == "All" { return accounts.all }
        return accounts.contains(code) ? [accounts[code]] : nil
    }

    /// The account that a request for one names, where there is a single one also without a code; `nil` for another's.
    func account(named code: String) -> SimulatedAccount? {
        guard let named = accounts(named: code), named.count == 1 else { return nil }
        return named.first
    }

    /// Answers a request that names another account with error 321.
    mutating func refuseAccount(_ code: String, _ requestID: Int, _ connection: ConnectionID) {
        send(.invalidAccount(code, request: "bT"), id: requestID, to: connection)
    }

    /// Tells every subscriber that an execution in an instrument has changed an account.
    mutating func accountChanged(_ account: String, _ instrument: Instrument) {
        guard let position = accounts[account].positions[instrument.conId] else { return }
        for client in clients {
            if client.hasPositions { sendPosition(position, of: account, to: client.id) }
            for (requestID, subscription) in client.subscriptions(.positionsMulti) {
                guard case .positionsMulti(let codes, let model) = subscription.terms, codes.contains(account)
                else { continue }
                sendPositionMulti(position, of: account, requestID, model, to: client.id)
            }
            if updatedAccount(client.id) == account {
                sendPortfolio(position, of: account, to: client.id)
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
