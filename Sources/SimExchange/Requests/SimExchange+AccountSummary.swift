internal import TWSWire

extension SimExchange {
    /// Answers with the values of the tags, account by account, and the end; later with changes.
    mutating func serveSummary(_ request: ClientMessage.ReqAccountSummary, _ connection: ConnectionID) {
        let running = directory.client(connection)?.subscriptions(.accountSummary) ?? []
        do throws(Rejection) {
            try RequestTable.checkPlace(
                for: ClientMessage.ReqAccountSummary.self,
                request.reqId,
                isUsed: running.contains { $0.requestID == request.reqId },
                running: running.count
            )
        } catch {
            return send(error, id: request.reqId, to: connection)
        }
        guard let chosen = accounts.named(request.groupName) else {
            return send(
                .invalid("Invalid group '\(request.groupName)'", of: ClientMessage.ReqAccountSummary.self),
                id: request.reqId,
                to: connection
            )
        }
        let tags = SummaryTags.read(request.tags)
        var sent: [String: String] = [:]
        for account in chosen {
            let values = SummaryTags.values(tags, figures(of: account))
            for value in values { reporter.sendSummary(value, of: account.code, request.reqId, to: connection) }
            sent.merge(values.sent(of: account.code)) { _, last in last }
        }
        reporter.endSummary(request.reqId, to: connection)
        subscribe(
            connection,
            .accountSummary,
            request.reqId,
            .summary(accounts: chosen.map(\.code), tags: tags),
            firstStrike: nextStrike(.accountSummary),
            sent: sent
        )
    }

    /// Sends the changed values of one summary, for all its accounts or for one.
    mutating func sendSummaryChanges(_ requestID: Int, of account: String? = nil, to connection: ConnectionID) {
        guard let subscription = directory.subscription(connection, .accountSummary, requestID),
            case .summary(let codes, let tags) = subscription.terms
        else { return }
        for code in codes where account == nil || account == code {
            let values = SummaryTags.values(tags, figures(of: accounts[code]))
            let changed = values.changes(of: code, since: subscription.sent)
            for value in changed { reporter.sendSummary(value, of: code, requestID, to: connection) }
            directory.remember(changed.sent(of: code), connection, .accountSummary, requestID)
        }
    }
}
