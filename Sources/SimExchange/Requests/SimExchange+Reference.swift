internal import TWSWire

extension SimExchange {
    /// Contracts and lists about them; tells whether the request was one of these.
    mutating func serveReference(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .reqContractDetails(let request): sendContractDetails(request, connection)
        case .reqMatchingSymbols(let request): sendMatches(request, connection)
        case .reqSecDefOptParams(let request): sendOptionParameters(request, connection)
        case .reqMarketRule(let request): sendMarketRule(request.marketRuleId, connection)
        case .reqSmartComponents(let request): reporter.sendSmartComponents(request.reqId, to: connection)
        case .reqMktDepthExchanges: reporter.sendDepthExchanges(to: connection)
        case .reqScannerParameters: reporter.sendScannerParameters(to: connection)
        case .reqScannerSubscription(let request): startScan(request, connection)
        case .cancelScannerSubscription(let request):
            guard !directory.unsubscribe(connection, .scanner, request.reqId) else { return true }
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
            reporter.sendDetails(of: instrument, request.reqId, at: now, to: connection)
        }
        reporter.endDetails(request.reqId, to: connection)
    }

    private mutating func sendMatches(_ request: ClientMessage.ReqMatchingSymbols, _ connection: ConnectionID) {
        let found = market.catalogue.search(request.pattern)
        reporter.sendMatches(found, request.reqId, to: connection)
    }

    private mutating func sendOptionParameters(_ request: ClientMessage.ReqSecDefOptParams, _ connection: ConnectionID)
    {
        if let chain = market.catalogue.optionChain(underlyingConId: request.underlyingConId),
            chain.underlyingSymbol == request.underlyingSymbol.uppercased()
        {
            for exchange in [chain.exchange, "CBOE"] where request.futFopExchange.isEmpty {
                reporter.sendParameters(of: chain, exchange: exchange, request.reqId, to: connection)
            }
        }
        reporter.endParameters(request.reqId, to: connection)
    }

    private mutating func sendMarketRule(_ id: Int, _ connection: ConnectionID) {
        guard let rule = market.catalogue.marketRule(id: id) else {
            return send(.invalid("Invalid market rule id \(id)", request: "b2"), id: -1, to: connection)
        }
        reporter.sendMarketRule(rule, id: id, to: connection)
    }
}

extension OptionChain {
    /// Symbol of the underlying.
    var underlyingSymbol: String { underlying.symbol }
}
