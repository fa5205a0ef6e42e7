internal import Notation
internal import TWSWire

extension Reporter {
    /// Sends a position in its current state; a closed one has quantity 0.
    mutating func sendPosition(_ position: SimulatedPosition, of account: String, to connection: ConnectionID) {
        var message = ServerMessage.Position()
        message.account = account
        message.contract = Self.listed(position.instrument)
        message.position = position.quantity
        message.avgCost = position.averageCost.rounded(places: 8)
        send(message, to: connection)
    }

    /// Sends a position for a reqPositionsMulti.
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

    /// Ends a list of positions.
    mutating func endPositions(to connection: ConnectionID) { send(ServerMessage.PositionEnd(), to: connection) }

    /// Ends the first part of a reqPositionsMulti.
    mutating func endPositionsMulti(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.PositionMultiEnd()
        end.reqId = requestID
        send(end, to: connection)
    }

    /// Sends an account's daily profit, and its unrealized and realized profit.
    mutating func sendProfit(
        of account: SimulatedAccount,
        _ figures: AccountFigures,
        _ requestID: Int,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.Pnl()
        message.reqId = requestID
        message.dailyPnL = Cents.rounded(figures.netLiquidation - account.day.netLiquidation)
        message.unrealizedPnL = figures.unrealized
        message.realizedPnL = figures.realized
        send(message, to: connection)
    }

    /// Sends the profit of one position at a price, in its currency; zeros without a position.
    mutating func sendProfit(
        of conID: Int,
        at price: Double?,
        _ account: SimulatedAccount,
        _ requestID: Int,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.PnlSingle()
        message.reqId = requestID
        message.pos = account.quantity(conID)
        if let position = account.positions[conID], let price {
            let unrealized = position.unrealized(at: price)
            message.dailyPnL = Cents.rounded(unrealized + position.realized - (account.day.profits[conID] ?? 0))
            message.unrealizedPnL = Cents.rounded(unrealized)
            message.realizedPnL = Cents.rounded(position.realized)
            message.value = Cents.rounded(position.marketValue(at: price))
        }
        send(message, to: connection)
    }
}
