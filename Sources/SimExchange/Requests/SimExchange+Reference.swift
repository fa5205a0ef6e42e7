internal import TWSWire

extension SimExchange {
    /// Contracts and lists about them; tells whether the request was one of these.
    mutating func serveReference(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .reqContractDetails(let request): sendContractDetails(request, connection)
        case .reqMatchingSymbols(let request): sendMatches(request, connection)
        case .reqSecDefOptParams(let request): sendOptionParameters(request, connection)
        case .reqMarketRule(let request): sendMarketRule(request.marketRuleId, connection)
        case .reqSmartComponents(let request): sendSmartComponents(request, connection)
        case .reqMktDepthExchanges: sendDepthExchanges(connection)
        case .reqScannerParameters: sendScannerParameters(connection)
        case .reqScannerSubscription(let request): startScan(request, connection)
        case .cancelScannerSubscription(let request):
            guard !unsubscribe(connection, .scanner, request.reqId) else { return true }
            let text = "No scanner subscription found for ticker id:\(request.reqId)"
            send(Rejection(365, text), id: request.reqId, to: connection)
        default: return false
        }
        return true
    }

    private mutating func sendContractDetails(_ request: ClientMessage.ReqContractDetails, _ connection: ConnectionID) {
        let found = market.catalogue.find(ContractQuery(request.contract))
        guard request.contract.secType != .combination, !found.isEmpty else {
            return send(.unknownContract, id: request.reqId, to: connection)
        }
        for instrument in found {
            var message = ServerMessage.ContractDetails()
            message.reqId = request.reqId
            message.contractDetails = instrument.details(at: now)
            send(message, to: connection)
        }
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = request.reqId
        send(end, to: connection)
    }

    private mutating func sendMatches(_ request: ClientMessage.ReqMatchingSymbols, _ connection: ConnectionID) {
        var message = ServerMessage.SymbolSamples()
        message.reqId = request.reqId
        message.contractDescriptions = market.catalogue.search(request.pattern).map { match in
            var description = ContractDescription()
            description.contract.conId = match.instrument.conId
            description.contract.symbol = match.instrument.symbol
            description.contract.secType = match.instrument.secType
            description.contract.primaryExchange = match.instrument.listing
            description.contract.currency = match.instrument.currency
            description.contract.description = match.instrument.longName
            description.derivativeSecTypes = match.derivativeSecTypes
            return description
        }
        send(message, to: connection)
    }

    private mutating func sendOptionParameters(_ request: ClientMessage.ReqSecDefOptParams, _ connection: ConnectionID)
    {
        if let chain = market.catalogue.optionChain(underlyingConId: request.underlyingConId),
            chain.underlyingSymbol == request.underlyingSymbol.uppercased()
        {
            for exchange in [chain.exchange, "CBOE"] where request.futFopExchange.isEmpty {
                var message = ServerMessage.SecurityDefinitionOptionParameter()
                message.reqId = request.reqId
                message.exchange = exchange
                message.underlyingConId = chain.underlyingConId
                message.tradingClass = chain.tradingClass
                message.multiplier = chain.multiplier
                message.expirations = chain.expirations
                message.strikes = chain.strikes
                send(message, to: connection)
            }
        }
        var end = ServerMessage.SecurityDefinitionOptionParameterEnd()
        end.reqId = request.reqId
        send(end, to: connection)
    }

    private mutating func sendMarketRule(_ id: Int, _ connection: ConnectionID) {
        guard let rule = market.catalogue.marketRule(id: id) else {
            return send(.invalid("Invalid market rule id \(id)", request: "b2"), id: -1, to: connection)
        }
        var message = ServerMessage.MarketRule()
        message.marketRuleId = id
        message.priceIncrements = rule.priceIncrements.map { lowEdge, step in
            var increment = PriceIncrement()
            increment.lowEdge = lowEdge
            increment.increment = step
            return increment
        }
        send(message, to: connection)
    }

    private mutating func sendSmartComponents(_ request: ClientMessage.ReqSmartComponents, _ connection: ConnectionID) {
        let exchanges = [("ARCA", "P"), ("BATS", "Z"), ("IEX", "V"), ("ISLAND", "Q"), ("NYSE", "N")]
        var message = ServerMessage.SmartComponents()
        message.reqId = request.reqId
        message.smartComponents = exchanges.enumerated().map { index, exchange in
            var component = SmartComponent()
            component.bitNumber = index
            (component.exchange, component.exchangeLetter) = exchange
            return component
        }
        send(message, to: connection)
    }

    private mutating func sendDepthExchanges(_ connection: ConnectionID) {
        let exchanges: [(String, SecurityType, String)] = [
            ("ISLAND", .stock, "Deep2"), ("ARCA", .stock, "Deep2"), ("BATS", .stock, "Deep2"), ("IEX", .stock, "Deep2"),
            ("SEHK", .stock, "Deep"), ("CME", .future, "Deep"), ("IDEALPRO", .forex, "Deep"),
        ]
        var message = ServerMessage.MktDepthExchanges()
        message.depthMktDataDescriptions = exchanges.map { exchange, kind, service in
            var description = DepthMktDataDescription()
            description.exchange = exchange
            description.secType = kind
            description.serviceDataType = service
            description.aggGroup = 2_147_483_647
            description.isL2 = service == "Deep2"
            return description
        }
        send(message, to: connection)
    }
}

extension OptionChain {
    /// Symbol of the underlying.
    var underlyingSymbol: String { underlying.symbol }
}
