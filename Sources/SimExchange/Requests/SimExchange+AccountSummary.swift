internal import TWSWire

extension SimExchange {
    /// IB allows two account summaries at a time.
    private static let maximumSummaries = 2

    /// Answers with the values of the tags and the end; changes afterwards.
    mutating func serveSummary(_ request: ClientMessage.ReqAccountSummary, _ connection: ConnectionID) {
        let running = client(connection)?.subscriptions(.accountSummary) ?? []
        guard !running.contains(where: { $0.requestID == request.reqId }) else {
            return send(.duplicateRequest(request.reqId), id: request.reqId, to: connection)
        }
        guard running.count < Self.maximumSummaries else {
            let text = "Error processing request.-'bT' : cause - Maximum number of account summary requests exceeded"
            return send(Rejection(322, text), id: request.reqId, to: connection)
        }
        guard isOurs(request.groupName) else {
            return send(
                .invalid("Invalid group '\(request.groupName)'", request: "bT"),
                id: request.reqId,
                to: connection
            )
        }
        let tags = SummaryTags.read(request.tags)
        let values = SummaryTags.values(tags, figures)
        for value in values { sendSummary(value, request.reqId, to: connection) }
        var end = ServerMessage.AccountSummaryEnd()
        end.reqId = request.reqId
        send(end, to: connection)
        subscribe(
            connection,
            .accountSummary,
            request.reqId,
            .summary(tags: tags),
            firstStrike: nextStrike(.accountSummary),
            sent: Self.sent(values)
        )
    }

    /// Sends the values of one summary that have changed.
    mutating func sendSummaryChanges(_ requestID: Int, to connection: ConnectionID) {
        guard let subscription = subscription(connection, .accountSummary, requestID),
            case .summary(let tags) = subscription.terms
        else { return }
        let changed = SummaryTags.values(tags, figures).filter { subscription.sent[$0.name] != $0.value }
        for value in changed { sendSummary(value, requestID, to: connection) }
        remember(Self.sent(changed), connection, .accountSummary, requestID)
    }

    private mutating func sendSummary(_ value: AccountValue, _ requestID: Int, to connection: ConnectionID) {
        var message = ServerMessage.AccountSummary()
        message.reqId = requestID
        message.account = identifiers.account
        message.tag = value.key
        message.value = value.value
        message.currency = value.currency
        send(message, to: connection)
    }
}
