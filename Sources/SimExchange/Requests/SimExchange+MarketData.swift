internal import TWSWire

extension SimExchange {
    /// Sets which market data a client receives: 1 live, 2 frozen, 3 delayed, 4 delayed frozen.
    mutating func setMarketDataType(_ request: ClientMessage.ReqMarketDataType, _ connection: ConnectionID) {
        guard (1...4).contains(request.marketDataType) else {
            let rejection = Rejection.invalid("Invalid market data type", of: ClientMessage.ReqMarketDataType.self)
            return send(rejection, id: -1, to: connection)
        }
        directory.update(connection) { $0.marketDataType = request.marketDataType }
    }

    /// Starts a stream of quotes, or answers with a snapshot.
    mutating func startMarketData(_ request: ClientMessage.ReqMktData, _ connection: ConnectionID) {
        do throws(Rejection) {
            guard request.contract.secType != .combination else {
                let traded = try market.resolveTraded(request.contract)
                let isDelayed = try reserveQuotes(request, connection)
                return try startCombination(request, traded, isDelayed: isDelayed, connection)
            }
            let instrument = try market.resolve(request.contract)
            let generic = try GenericTick.read(request.genericTickList, instrument.secType)
            let isDelayed = try reserveQuotes(request, connection)
            let listener = MarketListener(
                connection: connection,
                requestID: request.reqId,
                content: .topOfBook(isDelayed: isDelayed, generic: generic)
            )
            watch(instrument)
            reporter.sendHead(instrument, isDelayed: isDelayed, to: listener)
            if let quote = market.watch(instrument.conId)?.quote {
                reporter.sendWholeQuote(quote, instrument, to: listener)
                tellFigures(of: instrument, quote.optionPrices, to: [listener])
                reporter.sendExtras(genericTicks(generic, quote, instrument), to: listener)
            }
            tellMissing(generic, request.reqId, to: connection)
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

    /// Checks a request for quotes; returns whether the client receives delayed data, and tells it so.
    private mutating func reserveQuotes(
        _ request: ClientMessage.ReqMktData,
        _ connection: ConnectionID
    ) throws(Rejection) -> Bool {
        try RequestTable.checkFields(request)
        let isDelayed = try entitlement(connection)
        try reserveLine(.topOfBook, for: request, request.reqId, connection)
        if isDelayed {
            let text = "Requested market data is not subscribed. Displaying delayed market data."
            send(Rejection(10167, text), id: request.reqId, to: connection)
        }
        return isDelayed
    }

    /// Whether the client receives delayed data instead of live data.
    ///
    /// - Throws: 354 or 10168 if it receives none.
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

    /// Throws unless a stream's ID is free and the client has a line left.
    func reserveLine<Payload: ClientMessagePayload>(
        _ kind: MarketStreamKind,
        for request: Payload,
        _ requestID: Int,
        _ connection: ConnectionID
    ) throws(Rejection) {
        let streams = directory.client(connection)?.marketStreams ?? [:]
        try RequestTable.checkPlace(
            for: Payload.self,
            requestID,
            isUsed: streams[MarketStreamName(kind: kind, requestID: requestID)] != nil,
            running: streams.count
        )
    }

    /// Adds a stream that follows an instrument.
    mutating func listen(_ listener: MarketListener, _ instrument: Instrument) {
        let conID = instrument.conId
        directory.listen(listener, to: conID, isFollowed: market.watch(conID) != nil)
    }

    /// Ends a stream; if there is none, the client gets the error.
    mutating func stopStream(
        _ kind: MarketStreamKind,
        _ requestID: Int,
        _ connection: ConnectionID,
        unknown: Rejection
    ) {
        let conIDs = directory.stopListening(kind, requestID, connection)
        guard !conIDs.isEmpty else { return send(unknown, id: requestID, to: connection) }
        for conID in conIDs { releaseWatch(conID) }
    }
}
