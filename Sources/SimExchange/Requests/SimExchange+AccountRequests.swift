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

    /// Whether a request may name an account so: ours, or none.
    func isOurs(_ code: String) -> Bool {
        code.isEmpty || code == identifiers.account || code == "All"
    }

    /// Answers a request that names another account with error 321.
    mutating func refuseAccount(_ code: String, _ requestID: Int, _ connection: ConnectionID) {
        send(.invalid("Invalid account code '\(code)'", request: "bT"), id: requestID, to: connection)
    }

    /// Tells every subscriber that an execution has changed the account.
    mutating func accountChanged(_ instrument: Instrument) {
        for client in clients {
            if client.hasPositions { sendPosition(instrument.conId, to: client.id) }
            for (requestID, subscription) in client.subscriptions(.positionsMulti) {
                guard case .positionsMulti(let model) = subscription.terms else { continue }
                sendPositionMulti(instrument.conId, requestID, model, to: client.id)
            }
            if subscription(client.id, .accountUpdates, 0) != nil {
                sendPortfolio(instrument.conId, to: client.id)
                sendAccountChanges(to: client.id)
            }
            for (requestID, _) in client.subscriptions(.accountSummary) { sendSummaryChanges(requestID, to: client.id) }
            for (requestID, _) in client.subscriptions(.accountUpdatesMulti) {
                sendMultiChanges(requestID, to: client.id)
            }
        }
    }
}
