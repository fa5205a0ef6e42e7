internal import TWSWire

extension Reporter {
    /// Sends a change of the quote to a BidAsk or MidPoint stream.
    mutating func sendTick(_ kind: TickByTickKind, _ quote: LiveQuote, to listener: MarketListener) {
        var message = ServerMessage.TickByTick()
        message.reqId = listener.requestID
        message.tickType = kind.rawValue
        message.time = Int(quote.book.time.seconds)
        switch kind {
        case .last, .allLast: return
        case .bidAsk:
            message.bidPrice = quote.book.bid
            message.askPrice = quote.book.ask
            message.bidSize = ExactDecimal(Int(quote.book.bidSize))
            message.askSize = ExactDecimal(Int(quote.book.askSize))
        case .midPoint:
            message.midPoint = quote.book.midpoint
        }
        send(message, to: listener.connection)
    }

    /// Sends a trade to a Last or AllLast stream.
    mutating func sendTick(_ kind: TickByTickKind, _ trade: MarketTrade, to listener: MarketListener) {
        guard kind == .last || kind == .allLast else { return }
        var message = ServerMessage.TickByTick()
        message.reqId = listener.requestID
        message.tickType = kind.rawValue
        message.time = Int(trade.time.seconds)
        message.price = trade.price
        message.size = ExactDecimal(Int(trade.size))
        message.exchange = trade.exchange
        send(message, to: listener.connection)
    }
}
