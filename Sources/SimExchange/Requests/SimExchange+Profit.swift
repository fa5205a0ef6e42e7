internal import TWSWire

extension SimExchange {
    /// Starts an account's profit stream, about once a second.
    mutating func serveProfit(_ request: ClientMessage.ReqPnL, _ connection: ConnectionID) {
        guard let account = accounts.only(named: request.account) else {
            return refuse(request.account, of: request, request.reqId, connection)
        }
        guard isFree(.profit, request, request.reqId, connection) else { return }
        let terms = Subscription.Terms.profit(account: account.code)
        sendProfit(request.reqId, terms, to: connection)
        subscribe(connection, .profit, request.reqId, terms, firstStrike: nextStrike(.profit))
    }

    /// Sends an account's daily profit, and its unrealized and realized profit.
    mutating func sendProfit(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) {
        guard case .profit(let code) = terms else { return }
        let account = accounts[code]
        let figures = figures(of: account)
        reporter.sendProfit(of: account, figures, requestID, to: connection)
    }

    /// Starts one position's profit stream, about once a second.
    mutating func serveSingleProfit(_ request: ClientMessage.ReqPnLSingle, _ connection: ConnectionID) {
        guard let account = accounts.only(named: request.account) else {
            return refuse(request.account, of: request, request.reqId, connection)
        }
        guard isFree(.profitSingle, request, request.reqId, connection) else { return }
        guard market.catalogue.instrument(conId: request.conId) != nil else {
            return send(.unknownContract, id: request.reqId, to: connection)
        }
        let terms = Subscription.Terms.profitSingle(account: account.code, conID: request.conId)
        sendSingleProfit(request.reqId, terms, to: connection)
        subscribe(connection, .profitSingle, request.reqId, terms, firstStrike: nextStrike(.profitSingle))
    }

    /// Sends one position's profit in its currency.
    mutating func sendSingleProfit(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) {
        guard case .profitSingle(let code, let conID) = terms else { return }
        let account = accounts[code]
        let price = account.positions[conID].map { mark($0.instrument) }
        reporter.sendProfit(of: conID, at: price, account, requestID, to: connection)
    }
}
