internal import Notation
internal import TWSWire

extension SimExchange {
    /// Starts or ends the account stream: all values, all positions, the time, the end; changes afterwards.
    ///
    /// A client has one at a time: another account takes the place of the one before. Without a code it is the first.
    mutating func serveUpdates(_ request: ClientMessage.ReqAccountUpdates, _ connection: ConnectionID) {
        guard let account = request.acctCode.isEmpty ? accounts.first : account(named: request.acctCode) else {
            return refuseAccount(request.acctCode, -1, connection)
        }
        guard request.subscribe else {
            if request.acctCode.isEmpty || updatedAccount(connection) == account.code {
                unsubscribe(connection, .accountUpdates, 0)
            }
            return
        }
        let values = figures(of: account).values(account: account.code)
        for value in values { sendAccountValue(value, of: account.code, to: connection) }
        for position in account.allPositions { sendPortfolio(position, of: account.code, to: connection) }
        sendAccountTime(to: connection)
        var end = ServerMessage.AccountDownloadEnd()
        end.accountName = account.code
        send(end, to: connection)
        subscribe(
            connection,
            .accountUpdates,
            0,
            .account(account.code),
            firstStrike: nextStrike(.accountUpdates),
            sent: values.sent(of: account.code)
        )
    }

    /// The account whose stream a client has.
    func updatedAccount(_ connection: ConnectionID) -> String? {
        guard case .account(let code)? = subscription(connection, .accountUpdates, 0)?.terms else { return nil }
        return code
    }

    /// Sends the account values that differ from what the client has.
    mutating func sendAccountChanges(to connection: ConnectionID) {
        guard let subscription = subscription(connection, .accountUpdates, 0),
            case .account(let code) = subscription.terms
        else { return }
        let values = figures(of: accounts[code]).values(account: code)
        let changed = values.changes(of: code, since: subscription.sent)
        for value in changed { sendAccountValue(value, of: code, to: connection) }
        remember(changed.sent(of: code), connection, .accountUpdates, 0)
        sendAccountTime(to: connection)
    }

    /// Answers with every value of an account, or of all without one, or with ledgers and net liquidation alone; changes
    /// afterwards.
    mutating func serveMulti(_ request: ClientMessage.ReqAccountUpdatesMulti, _ connection: ConnectionID) {
        guard let chosen = accounts(named: request.account) else {
            return refuseAccount(request.account, request.reqId, connection)
        }
        guard subscription(connection, .accountUpdatesMulti, request.reqId) == nil else {
            return send(.duplicateRequest(request.reqId), id: request.reqId, to: connection)
        }
        var sent: [String: String] = [:]
        for account in chosen {
            let values = multiValues(of: account, ledgerOnly: request.ledgerAndNLV)
            for value in values { sendMulti(value, of: account.code, request.reqId, request.modelCode, to: connection) }
            sent.merge(values.sent(of: account.code)) { _, last in last }
        }
        var end = ServerMessage.AccountUpdateMultiEnd()
        end.reqId = request.reqId
        send(end, to: connection)
        subscribe(
            connection,
            .accountUpdatesMulti,
            request.reqId,
            .accountMulti(
                accounts: chosen.map(\.code),
                model: request.modelCode,
                ledgerOnly: request.ledgerAndNLV
            ),
            firstStrike: nextStrike(.accountUpdatesMulti),
            sent: sent
        )
    }

    /// Sends the values of one reqAccountUpdatesMulti that have changed, of all its accounts or of one.
    mutating func sendMultiChanges(_ requestID: Int, of account: String? = nil, to connection: ConnectionID) {
        guard let subscription = subscription(connection, .accountUpdatesMulti, requestID),
            case .accountMulti(let codes, let model, let ledgerOnly) = subscription.terms
        else { return }
        for code in codes where account == nil || account == code {
            let values = multiValues(of: accounts[code], ledgerOnly: ledgerOnly)
            let changed = values.changes(of: code, since: subscription.sent)
            for value in changed { sendMulti(value, of: code, requestID, model, to: connection) }
            remember(changed.sent(of: code), connection, .accountUpdatesMulti, requestID)
        }
    }

    /// Sends one position of the account stream, with its valuation; a closed one has quantity 0.
    mutating func sendPortfolio(_ position: SimulatedPosition, of account: String, to connection: ConnectionID) {
        let price = mark(position.instrument)
        var message = ServerMessage.UpdatePortfolio()
        message.contract = position.instrument.contract
        if message.contract.right == .unset { message.contract.right = OptionRight("0") }
        message.contract.exchange = ""
        message.contract.primaryExchange = position.instrument.listing
        message.position = position.quantity
        message.marketPrice = price.rounded(places: 6)
        message.marketValue = Cents.rounded(position.marketValue(at: price))
        message.averageCost = position.averageCost.rounded(places: 8)
        message.unrealizedPNL = Cents.rounded(position.unrealized(at: price))
        message.realizedPNL = Cents.rounded(position.realized)
        message.accountName = account
        send(message, to: connection)
    }

    private func multiValues(of account: SimulatedAccount, ledgerOnly: Bool) -> [AccountValue] {
        let figures = figures(of: account)
        guard ledgerOnly else { return figures.values(account: account.code) }
        return figures.totals.filter { $0.key == "NetLiquidation" } + figures.ledger
    }

    private mutating func sendAccountValue(_ value: AccountValue, of account: String, to connection: ConnectionID) {
        var message = ServerMessage.UpdateAccountValue()
        message.key = value.key
        message.value = value.value
        message.currency = value.currency
        message.accountName = account
        send(message, to: connection)
    }

    private mutating func sendMulti(
        _ value: AccountValue,
        of account: String,
        _ requestID: Int,
        _ model: String,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.AccountUpdateMulti()
        message.reqId = requestID
        message.account = account
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
}

extension Rejection {
    /// Error 322 for a request id that is in use.
    static func duplicateRequest(_ requestID: Int) -> Rejection {
        Rejection(322, "Error processing request.-'bT' : cause - Duplicate ticker id \(requestID)")
    }
}
