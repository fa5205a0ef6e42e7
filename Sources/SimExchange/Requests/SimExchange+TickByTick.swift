internal import TWSWire

extension SimExchange {
    /// Starts a tick-by-tick stream, after the requested historical ticks.
    mutating func startTickByTick(_ request: ClientMessage.ReqTickByTickData, _ connection: ConnectionID) {
        do throws(Rejection) {
            guard let kind = TickByTickKind(request.tickType) else {
                throw .invalid(
                    "Invalid tick-by-tick type '\(request.tickType)'",
                    of: ClientMessage.ReqTickByTickData.self
                )
            }
            let instrument = try market.resolve(request.contract)
            if kind.rawValue < 3, !instrument.hasTrades {
                throw Rejection(10189, "Failed to request tick-by-tick data:No market data permissions for trades")
            }
            try reserveLine(.tickByTick, for: request, request.reqId, connection)
            let listener = MarketListener(
                connection: connection,
                requestID: request.reqId,
                content: .tickByTick(kind)
            )
            watch(instrument)
            if request.numberOfTicks > 0 { sendPastTicks(kind, request, instrument, connection) }
            listen(listener, instrument)
            if kind == .bidAsk || kind == .midPoint, let quote = market.watch(instrument.conId)?.quote {
                reporter.sendTick(kind, quote, to: listener)
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
        let ticks = PastTicks(market.source, instrument, show)
        reporter.send(
            ticks.latest(
                min(1000, request.numberOfTicks),
                before: min(now, market.quoteTime(instrument, at: now).adding(nanoseconds: 1))
            ),
            requestID: request.reqId,
            to: connection
        )
    }
}
