internal import TWSWire

extension SimExchange {
    /// Starts or ends the account stream: all values, all positions, the time, the end; later changes.
    ///
    /// A client has one at a time: a stream of another account replaces it. Without a code, it is the first account's.
    mutating func serveUpdates(_ request: ClientMessage.ReqAccountUpdates, _ connection: ConnectionID) {
        guard let account = request.acctCode.isEmpty ? accounts.first : accounts.only(named: request.acctCode) else {
            return refuse(request.acctCode, of: request, -1, connection)
        }
        guard request.subscribe else {
            if request.acctCode.isEmpty || directory.updatedAccount(connection) == account.code {
                directory.unsubscribe(connection, .accountUpdates, 0)
            }
            return
        }
        let values = figures(of: account).values(account: account.code)
        for value in values { reporter.sendAccountValue(value, of: account.code, to: connection) }
        for position in account.allPositions {
            reporter.sendPortfolio(position, of: account.code, at: mark(position.instrument), to: connection)
        }
        reporter.sendAccountTime(now, to: connection)
        reporter.endDownload(of: account.code, to: connection)
        subscribe(
            connection,
            .accountUpdates,
            0,
            .account(account.code),
            firstStrike: nextStrike(.accountUpdates),
            sent: values.sent(of: account.code)
        )
    }

    /// Sends the account values that differ from what the client has.
    mutating func sendAccountChanges(to connection: ConnectionID) {
        guard let subscription = directory.subscription(connection, .accountUpdates, 0),
            case .account(let code) = subscription.terms
        else { return }
        let values = figures(of: accounts[code]).values(account: code)
        let changed = values.changes(of: code, since: subscription.sent)
        for value in changed { reporter.sendAccountValue(value, of: code, to: connection) }
        directory.remember(changed.sent(of: code), connection, .accountUpdates, 0)
        reporter.sendAccountTime(now, to: connection)
    }

    /// Answers with every value of an account, or of all accounts without a code, or with ledgers and net liquidation
    /// alone; later with changes.
    mutating func serveMulti(_ request: ClientMessage.ReqAccountUpdatesMulti, _ connection: ConnectionID) {
        guard let chosen = accounts.named(request.account) else {
            return refuse(request.account, of: request, request.reqId, connection)
        }
        guard isFree(.accountUpdatesMulti, request, request.reqId, connection) else { return }
        var sent: [String: String] = [:]
        for account in chosen {
            let values = multiValues(of: account, ledgerOnly: request.ledgerAndNLV)
            for value in values {
                reporter.sendMulti(value, of: account.code, request.reqId, request.modelCode, to: connection)
            }
            sent.merge(values.sent(of: account.code)) { _, last in last }
        }
        reporter.endMulti(request.reqId, to: connection)
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

    /// Sends the changed values of one reqAccountUpdatesMulti, for all its accounts or for one.
    mutating func sendMultiChanges(_ requestID: Int, of account: String? = nil, to connection: ConnectionID) {
        guard let subscription = directory.subscription(connection, .accountUpdatesMulti, requestID),
            case .accountMulti(let codes, let model, let ledgerOnly) = subscription.terms
        else { return }
        for code in codes where account == nil || account == code {
            let values = multiValues(of: accounts[code], ledgerOnly: ledgerOnly)
            let changed = values.changes(of: code, since: subscription.sent)
            for value in changed { reporter.sendMulti(value, of: code, requestID, model, to: connection) }
            directory.remember(changed.sent(of: code), connection, .accountUpdatesMulti, requestID)
        }
    }

    private func multiValues(of account: SimulatedAccount, ledgerOnly: Bool) -> [AccountValue] {
        let figures = figures(of: account)
        guard ledgerOnly else { return figures.values(account: account.code) }
        return figures.totals.filter { $0.key == "NetLiquidation" } + figures.ledger
    }
}

extension Rejection {
    /// Returns error 322 for a request ID that is in use.
    static func duplicateRequest(_ requestID: Int) -> Rejection {
        Rejection(322, "Error processing request.-'bT' : cause - Duplicate ticker id \(requestID)")
    }
}
