internal import TWSWire

extension SimExchange {
    /// Starts a tick-by-tick stream, after the past ticks that were asked for.
    mutating func startTickByTick(_ request: ClientMessage.ReqTickByTickData, _ connection: ConnectionID) {
        do throws(Rejection) {
            guard let kind = TickByTickKind(request.tickType) else {
                throw .invalid("Invalid tick-by-tick type '\(request.tickType)'", request: "c3")
            }
            let instrument = try resolve(request.contract)
            if kind.rawValue < 3, instrument.secType == .forex {
                throw Rejection(10189, "Failed to request tick-by-tick data:No market data permissions for trades")
            }
            try reserveLine(.tickByTick, request.reqId, connection)
            let listener = MarketListener(
                connection: connection,
                requestID: request.reqId,
                content: .tickByTick(kind)
            )
            watch(instrument)
            if request.numberOfTicks > 0 { sendPastTicks(kind, request, instrument, connection) }
            listen(listener, .tickByTick, instrument)
            if kind == .bidAsk || kind == .midPoint, let quote = watches[instrument.conId]?.quote {
                sendTick(kind, quote, to: listener)
            }
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    private mutating func sendPastTicks(
        _ kind: TickByTickKind,
        _ request: ClientMessage.ReqTickByTickData,
        _ instrument: Instrument,
        _ connection: ConnectionID
    ) {
        let show: HistoricalTickKind =
            switch kind {
            case .last, .allLast: .trades
            case .bidAsk: .bidAsk
            case .midPoint: .midpoint
            }
        let ticks = PastTicks(market, instrument, show)
        send(
            ticks.latest(
                min(1000, request.numberOfTicks),
                before: min(now, quoteTime(instrument).adding(nanoseconds: 1))
            ),
            requestID: request.reqId,
            to: connection
        )
    }

    /// Sends a change of the quote on a BidAsk or MidPoint stream.
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

    /// Sends a trade on a Last or AllLast stream.
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
