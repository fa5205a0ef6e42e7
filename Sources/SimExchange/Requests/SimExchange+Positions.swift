internal import Notation
internal import TWSWire

extension SimExchange {
    /// Answers with every open position, account by account, and the end; changes afterwards.
    mutating func servePositions(_ connection: ConnectionID) {
        for account in accounts.all {
            for position in account.openPositions { sendPosition(position, of: account.code, to: connection) }
        }
        send(ServerMessage.PositionEnd(), to: connection)
        update(connection) { $0.hasPositions = true }
    }

    /// Answers with every open position of an account, or of all without one, and the end; changes afterwards.
    mutating func servePositionsMulti(_ request: ClientMessage.ReqPositionsMulti, _ connection: ConnectionID) {
        guard let chosen = accounts(named: request.account) else {
            return refuseAccount(request.account, request.reqId, connection)
        }
        guard subscription(connection, .positionsMulti, request.reqId) == nil else {
            return send(.duplicateRequest(request.reqId), id: request.reqId, to: connection)
        }
        for account in chosen {
            for position in account.openPositions {
                sendPositionMulti(position, of: account.code, request.reqId, request.modelCode, to: connection)
            }
        }
        var end = ServerMessage.PositionMultiEnd()
        end.reqId = request.reqId
        send(end, to: connection)
        subscribe(
            connection,
            .positionsMulti,
            request.reqId,
            .positionsMulti(accounts: chosen.map(\.code), model: request.modelCode),
            firstStrike: nil
        )
    }

    /// Sends a position as it is now; a closed one has quantity 0.
    mutating func sendPosition(_ position: SimulatedPosition, of account: String, to connection: ConnectionID) {
        var message = ServerMessage.Position()
        message.account = account
        message.contract = Self.listed(position.instrument)
        message.position = position.quantity
        message.avgCost = position.averageCost.rounded(places: 8)
        send(message, to: connection)
    }

    /// Sends a position on a reqPositionsMulti.
    mutating func sendPositionMulti(
        _ position: SimulatedPosition,
        of account: String,
        _ requestID: Int,
        _ model: String,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.PositionMulti()
        message.reqId = requestID
        message.account = account
        message.contract = Self.listed(position.instrument)
        message.position = position.quantity
        message.avgCost = position.averageCost.rounded(places: 8)
        message.modelCode = model
        send(message, to: connection)
    }

    private static func listed(_ instrument: Instrument) -> Contract {
        var contract = instrument.contract
        contract.exchange = instrument.listing
        return contract
    }
}
