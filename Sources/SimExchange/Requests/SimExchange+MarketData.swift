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
                update(connection) { $0.marketDataType = request.marketDataType }
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
            let instrument = try resolve(request.contract)
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
            sendHead(instrument, isDelayed: isDelayed, listener)
            if !generic.contains("mdoff") { sendWholeQuote(instrument, to: listener) }
            if request.snapshot || request.regulatorySnapshot {
                var end = ServerMessage.TickSnapshotEnd()
                end.reqId = request.reqId
                send(end, to: connection)
                releaseWatch(instrument.conId)
            } else {
                listen(listener, .topOfBook, instrument)
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
            guard let type = client(connection)?.marketDataType, type >= 3 else {
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
        let streams = client(connection)?.marketStreams ?? [:]
        guard streams[MarketStreamName(kind: kind, requestID: requestID)] == nil else { throw .duplicateTicker }
        guard streams.count < Self.maximumLines else {
            throw Rejection(101, "Max number of tickers has been reached.")
        }
    }

    /// Adds a stream to those that follow an instrument.
    mutating func listen(_ listener: MarketListener, _ kind: MarketStreamKind, _ instrument: Instrument) {
        let name = MarketStreamName(kind: kind, requestID: listener.requestID)
        watches[instrument.conId]?.listeners.append(listener)
        update(listener.connection) { $0.marketStreams[name] = instrument.conId }
    }

    /// Ends a stream; an unknown one is error 300, or 310 for depth.
    private mutating func stopStream(_ kind: MarketStreamKind, _ requestID: Int, _ connection: ConnectionID) {
        let name = MarketStreamName(kind: kind, requestID: requestID)
        guard let conID = client(connection)?.marketStreams[name] else {
            let unknown =
                kind == .depth
                ? Rejection(310, "Can't find the subscribed market depth with tickerId:\(requestID)")
                : Rejection(300, "Can't find EId with tickerId:\(requestID)")
            return send(unknown, id: requestID, to: connection)
        }
        update(connection) { $0.marketStreams[name] = nil }
        watches[conID]?.listeners.removeAll { listener in
            listener.connection == connection && listener.requestID == requestID && listener.content.kind == kind
        }
        releaseWatch(conID)
    }

    private mutating func sendHead(_ instrument: Instrument, isDelayed: Bool, _ listener: MarketListener) {
        if let client = client(listener.connection), client.serverVersion >= 114 {
            var parameters = ServerMessage.TickReqParams()
            parameters.reqId = listener.requestID
            parameters.minTick = instrument.minTick
            parameters.bboExchange = instrument.exchange == "SMART" ? "9c0001" : ""
            parameters.snapshotPermissions = 3
            send(parameters, to: listener.connection)
        }
        var type = ServerMessage.MarketDataType()
        type.reqId = listener.requestID
        type.marketDataType = isDelayed ? 3 : 1
        send(type, to: listener.connection)
    }
}

extension MarketListener.Content {
    /// The kind of stream it is the content of.
    var kind: MarketStreamKind {
        switch self {
        case .topOfBook: .topOfBook
        case .depth: .depth
        case .tickByTick: .tickByTick
        }
    }
}
