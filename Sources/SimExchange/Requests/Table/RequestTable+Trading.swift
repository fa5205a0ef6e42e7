internal import TWSWire

extension RequestTable {
    /// Orders and their records.
    static let orders: [RequestRow] = [
        RequestRow(
            ClientMessage.PlaceOrder.self,
            excluding: OrderFields.exclusions
        ) { $0.place($1, from: $2) },
        RequestRow(ClientMessage.CancelOrder.self) { $0.cancel($1.orderId, from: $2) },
        RequestRow(ClientMessage.ReqGlobalCancel.self) { exchange, _, connection in
            exchange.cancelAll(from: connection)
        },
        RequestRow(ClientMessage.ReqOpenOrders.self) { exchange, _, connection in
            exchange.sendOpenOrders(to: connection, ofAllClients: false)
        },
        RequestRow(ClientMessage.ReqAllOpenOrders.self) { exchange, _, connection in
            exchange.sendOpenOrders(to: connection, ofAllClients: true)
        },
        RequestRow(ClientMessage.ReqAutoOpenOrders.self) { $0.bindOrders($1.autoBind, $2) },
        RequestRow(ClientMessage.ReqCompletedOrders.self) { exchange, _, connection in
            exchange.sendCompletedOrders(to: connection)
        },
        RequestRow(ClientMessage.ReqExecutions.self, errorName: "bK") { $0.sendExecutions($1, to: $2) },
        RequestRow(ClientMessage.ExerciseOptions.self) { $0.exercise($1, from: $2) },
    ]

    /// Account, positions and profit.
    static let accounts: [RequestRow] = [
        RequestRow(ClientMessage.ReqManagedAccts.self) { exchange, _, connection in
            exchange.reporter.sendManagedAccounts(exchange.accounts.codes, to: connection)
        },
        RequestRow(ClientMessage.ReqIds.self) { exchange, _, connection in exchange.sendNextValidID(to: connection) },
        RequestRow(ClientMessage.ReqAccountUpdates.self, errorName: "bT") { $0.serveUpdates($1, $2) },
        RequestRow(ClientMessage.ReqAccountUpdatesMulti.self, errorName: "bT", duplicate: Rejection.duplicateRequest) {
            $0.serveMulti($1, $2)
        },
        .end(ClientMessage.CancelAccountUpdatesMulti.self, .accountUpdatesMulti, { $0.reqId }),
        RequestRow(
            ClientMessage.ReqAccountSummary.self,
            errorName: "bT",
            limit: .summaries,
            duplicate: Rejection.duplicateRequest
        ) { $0.serveSummary($1, $2) },
        .end(ClientMessage.CancelAccountSummary.self, .accountSummary, { $0.reqId }),
        RequestRow(ClientMessage.ReqPositions.self) { exchange, _, connection in exchange.servePositions(connection) },
        RequestRow(ClientMessage.CancelPositions.self) { exchange, _, connection in
            exchange.directory.update(connection) { $0.hasPositions = false }
        },
        RequestRow(ClientMessage.ReqPositionsMulti.self, errorName: "bT", duplicate: Rejection.duplicateRequest) {
            $0.servePositionsMulti($1, $2)
        },
        .end(ClientMessage.CancelPositionsMulti.self, .positionsMulti, { $0.reqId }),
        RequestRow(ClientMessage.ReqPnL.self, errorName: "bT", duplicate: Rejection.duplicateRequest) {
            $0.serveProfit($1, $2)
        },
        .end(ClientMessage.CancelPnL.self, .profit, { $0.reqId }),
        RequestRow(ClientMessage.ReqPnLSingle.self, errorName: "bT", duplicate: Rejection.duplicateRequest) {
            $0.serveSingleProfit($1, $2)
        },
        .end(ClientMessage.CancelPnLSingle.self, .profitSingle, { $0.reqId }),
    ]
}

extension RequestLimit {
    /// IB allows two account summaries at a time.
    fileprivate static let summaries = RequestLimit(
        count: 2,
        rejection: Rejection(
            322,
            "Error processing request.-'bT' : cause - Maximum number of account summary requests exceeded"
        )
    )
}
