internal import TWSWire

extension SimExchange {
    /// Market data lines of one connection.
    private static let maximumLines = 100

    /// Quotes, depth and tick by tick; tells whether the request was one of these.
    mutating func serveMarketData(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .reqMktData(let request): startMarketData(request, connection)
        case .cancelMktData(let request): stopStream(.topOfBook, request.reqId, connection)
        case .reqMarketDataType(let request):
            if (1...4).contains(request.marketDataType) {
                directory.update(connection) { $0.marketDataType = request.marketDataType }
            } else {
                send(.invalid("Invalid market data type", request: "b4"), id: -1, to: connection)
            }
        case .reqMktDepth(let request): startDepth(request, connection)
        case .cancelMktDepth(let request): stopStream(.depth, request.reqId, connection)
        case .reqTickByTickData(let request): startTickByTick(request, connection)
        case .cancelTickByTickData(let request): stopStream(.tickByTick, request.reqId, connection)
        default: return false
        }
        return true
    }

    private mutating func startMarketData(_ request: ClientMessage.ReqMktData, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract)
            let isDelayed = try entitlement(connection)
            try reserveLine(.topOfBook, request.reqId, connection)
            if isDelayed {
                let text = "Requested market data is not subscribed. Displaying delayed market data."
                send(Rejection(10167, text), id: request.reqId, to: connection)
            }
            let generic = request.genericTickList.split(separator: ",")
            let listener = MarketListener(
                connection: connection,
                requestID: request.reqId,
                content: .topOfBook(isDelayed: isDelayed, wantsVolumeTexts: generic.contains("233"))
            )
            watch(instrument)
            reporter.sendHead(instrument, isDelayed: isDelayed, to: listener)
            if !generic.contains("mdoff"), let quote = market.watch(instrument.conId)?.quote {
                reporter.sendWholeQuote(quote, instrument, to: listener)
            }
            if request.snapshot || request.regulatorySnapshot {
                reporter.endSnapshot(request.reqId, to: connection)
                releaseWatch(instrument.conId)
            } else {
                listen(listener, instrument)
            }
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Whether the client gets delayed data instead of live data.
    ///
    /// - Throws: 354 or 10168 if it gets none.
    private func entitlement(_ connection: ConnectionID) throws(Rejection) -> Bool {
        switch configuration.data {
        case .live: return false
        case .none: throw Rejection(354, "Requested market data is not subscribed.")
        case .delayed:
            guard let type = directory.client(connection)?.marketDataType, type >= 3 else {
                throw Rejection(
                    10168,
                    "Requested market data is not subscribed. Delayed market data is not enabled."
                )
            }
            return true
        }
    }

    /// Throws unless the request id is free and the client has a line left.
    func reserveLine(_ kind: MarketStreamKind, _ requestID: Int, _ connection: ConnectionID) throws(Rejection) {
        try directory.reserveLine(kind, requestID, connection, atMost: Self.maximumLines)
    }

    /// Adds a stream to those that follow an instrument.
    mutating func listen(_ listener: MarketListener, _ instrument: Instrument) {
        let conID = instrument.conId
        directory.listen(listener, to: conID, isFollowed: market.watch(conID) != nil)
    }

    /// Ends a stream; an unknown one is error 300, or 310 for depth.
    private mutating func stopStream(_ kind: MarketStreamKind, _ requestID: Int, _ connection: ConnectionID) {
        guard let conID = directory.stopListening(kind, requestID, connection) else {
            let unknown =
                kind == .depth
                ? Rejection(310, "Can't find the subscribed market depth with tickerId:\(requestID)")
                : Rejection(300, "Can't find EId with tickerId:\(requestID)")
            return send(unknown, id: requestID, to: connection)
        }
        releaseWatch(conID)
    }
}
