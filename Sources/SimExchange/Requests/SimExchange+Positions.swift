internal import TWSWire

extension SimExchange {
    /// Answers with every open position, account by account, and the end; later with changes.
    mutating func servePositions(_ connection: ConnectionID) {
        for account in accounts.all {
            for position in account.openPositions { reporter.sendPosition(position, of: account.code, to: connection) }
        }
        reporter.endPositions(to: connection)
        directory.update(connection) { $0.hasPositions = true }
    }

    /// Answers with every open position of an account, or of all without a code, and the end; later with changes.
    mutating func servePositionsMulti(_ request: ClientMessage.ReqPositionsMulti, _ connection: ConnectionID) {
        guard let chosen = accounts.named(request.account) else {
            return refuse(request.account, of: request, request.reqId, connection)
        }
        guard isFree(.positionsMulti, request, request.reqId, connection) else { return }
        for account in chosen {
            for position in account.openPositions {
                reporter.sendPositionMulti(position, of: account.code, request.reqId, request.modelCode, to: connection)
            }
        }
        reporter.endPositionsMulti(request.reqId, to: connection)
        subscribe(
            connection,
            .positionsMulti,
            request.reqId,
            .positionsMulti(accounts: chosen.map(\.code), model: request.modelCode),
            firstStrike: nil
        )
    }
}
