internal import TWSWire

extension SimExchange {
    /// Starts or ends the account stream: all values, all positions, the time, the end; changes afterwards.
    mutating func serveUpdates(_ request: ClientMessage.ReqAccountUpdates, _ connection: ConnectionID) {
        guard isOurs(request.acctCode) else { return refuseAccount(request.acctCode, -1, connection) }
        guard request.subscribe else {
            unsubscribe(connection, .accountUpdates, 0)
            return
        }
        let values = figures.values(account: identifiers.account)
        for value in values { sendAccountValue(value, to: connection) }
        for position in account.allPositions { sendPortfolio(position.instrument.conId, to: connection) }
        sendAccountTime(to: connection)
        var end = ServerMessage.AccountDownloadEnd()
        end.accountName = identifiers.account
        send(end, to: connection)
        subscribe(
            connection,
            .accountUpdates,
            0,
            .account,
            firstStrike: nextStrike(.accountUpdates),
            sent: Self.sent(values)
        )
    }

    /// Sends the account values that differ from what the client has.
    mutating func sendAccountChanges(to connection: ConnectionID) {
        guard let subscription = subscription(connection, .accountUpdates, 0) else { return }
        let changed = figures.values(account: identifiers.account).filter { subscription.sent[$0.name] != $0.value }
        for value in changed { sendAccountValue(value, to: connection) }
        remember(Self.sent(changed), connection, .accountUpdates, 0)
        sendAccountTime(to: connection)
    }

    /// Answers with every value, or with ledger and net liquidation alone; changes afterwards.
    mutating func serveMulti(_ request: ClientMessage.ReqAccountUpdatesMulti, _ connection: ConnectionID) {
        guard isOurs(request.account) else { return refuseAccount(request.account, request.reqId, connection) }
        guard subscription(connection, .accountUpdatesMulti, request.reqId) == nil else {
            return send(.duplicateRequest(request.reqId), id: request.reqId, to: connection)
        }
        let values = multiValues(ledgerOnly: request.ledgerAndNLV)
        for value in values { sendMulti(value, request.reqId, request.modelCode, to: connection) }
        var end = ServerMessage.AccountUpdateMultiEnd()
        end.reqId = request.reqId
        send(end, to: connection)
        subscribe(
            connection,
            .accountUpdatesMulti,
            request.reqId,
            .accountMulti(model: request.modelCode, ledgerOnly: request.ledgerAndNLV),
            firstStrike: nextStrike(.accountUpdatesMulti),
            sent: Self.sent(values)
        )
    }

    /// Sends the values of one reqAccountUpdatesMulti that have changed.
    mutating func sendMultiChanges(_ requestID: Int, to connection: ConnectionID) {
        guard let subscription = subscription(connection, .accountUpdatesMulti, requestID),
            case .accountMulti(let model, let ledgerOnly) = subscription.terms
        else { return }
        let changed = multiValues(ledgerOnly: ledgerOnly).filter { subscription.sent[$0.name] != $0.value }
        for value in changed { sendMulti(value, requestID, model, to: connection) }
        remember(Self.sent(changed), connection, .accountUpdatesMulti, requestID)
    }

    /// Sends one position of the account stream, with its valuation; a closed one has quantity 0.
    mutating func sendPortfolio(_ conID: Int, to connection: ConnectionID) {
        guard let position = account.positions[conID] else { return }
        let price = mark(position.instrument)
        var message = ServerMessage.UpdatePortfolio()
        message.contract = position.instrument.contract
        if message.contract.right.isEmpty { message.contract.right = "0" }
        message.contract.exchange = ""
        message.contract.primaryExchange = position.instrument.listing
        message.position = position.quantity
        message.marketPrice = (price * 1e6).rounded() / 1e6
        message.marketValue = Cents.rounded(position.marketValue(at: price))
        message.averageCost = (position.averageCost * 1e8).rounded() / 1e8
        message.unrealizedPNL = Cents.rounded(position.unrealized(at: price))
        message.realizedPNL = Cents.rounded(position.realized)
        message.accountName = identifiers.account
        send(message, to: connection)
    }

    private func multiValues(ledgerOnly: Bool) -> [AccountValue] {
        let figures = figures
        guard ledgerOnly else { return figures.values(account: identifiers.account) }
        return figures.totals.filter { $0.key == "NetLiquidation" } + figures.ledger
    }

    private mutating func sendAccountValue(_ value: AccountValue, to connection: ConnectionID) {
        var message = ServerMessage.UpdateAccountValue()
        message.key = value.key
        message.value = value.value
        message.currency = value.currency
        message.accountName = identifiers.account
        send(message, to: connection)
    }

    private mutating func sendMulti(
        _ value: AccountValue,
        _ requestID: Int,
        _ model: String,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.AccountUpdateMulti()
        message.reqId = requestID
        message.account = identifiers.account
        message.modelCode = model
        message.key = value.key
        message.value = value.value
        message.currency = value.currency
        send(message, to: connection)
    }

    private mutating func sendAccountTime(to connection: ConnectionID) {
        var message = ServerMessage.UpdateAccountTime()
        message.timeStamp = ExchangeTime.minuteText(now, in: .newYork)
        send(message, to: connection)
    }

    /// What a subscription remembers of values that were sent.
    static func sent(_ values: [AccountValue]) -> [String: String] {
        Dictionary(values.map { ($0.name, $0.value) }) { _, last in last }
    }
}

extension Rejection {
    /// Error 322 for a request id that is in use.
    static func duplicateRequest(_ requestID: Int) -> Rejection {
        Rejection(322, "Error processing request.-'bT' : cause - Duplicate ticker id \(requestID)")
    }
}
