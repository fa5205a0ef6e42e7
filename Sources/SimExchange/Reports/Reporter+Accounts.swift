internal import Notation
internal import TWSWire

extension Reporter {
    /// Sends one position of the account stream, with its valuation; a closed one has quantity 0.
    mutating func sendPortfolio(
        _ position: SimulatedPosition,
        of account: String,
        at price: Double,
        to connection: ConnectionID
    ) {
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

    /// Sends a value of the account stream.
    mutating func sendAccountValue(_ value: AccountValue, of account: String, to connection: ConnectionID) {
        var message = ServerMessage.UpdateAccountValue()
        message.key = value.key
        message.value = value.value
        message.currency = value.currency
        message.accountName = account
        send(message, to: connection)
    }

    /// Sends a value of a reqAccountUpdatesMulti.
    mutating func sendMulti(
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

    /// Sends the time of the account stream.
    mutating func sendAccountTime(_ now: ExchangeInstant, to connection: ConnectionID) {
        var message = ServerMessage.UpdateAccountTime()
        message.timeStamp = ExchangeTime.minuteText(now, in: .newYork)
        send(message, to: connection)
    }

    /// Ends the first part of the account stream.
    mutating func endDownload(of account: String, to connection: ConnectionID) {
        var end = ServerMessage.AccountDownloadEnd()
        end.accountName = account
        send(end, to: connection)
    }

    /// Ends the first part of a reqAccountUpdatesMulti.
    mutating func endMulti(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.AccountUpdateMultiEnd()
        end.reqId = requestID
        send(end, to: connection)
    }

    /// Sends a value of an account summary.
    mutating func sendSummary(
        _ value: AccountValue,
        of account: String,
        _ requestID: Int,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.AccountSummary()
        message.reqId = requestID
        message.account = account
        message.tag = value.key
        message.value = value.value
        message.currency = value.currency
        send(message, to: connection)
    }

    /// Ends the first part of an account summary.
    mutating func endSummary(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.AccountSummaryEnd()
        end.reqId = requestID
        send(end, to: connection)
    }
}
