internal import TWSWire

extension SimExchange {
    /// Answers with the details of every contract that matches a query.
    mutating func sendContractDetails(_ request: ClientMessage.ReqContractDetails, _ connection: ConnectionID) {
        do throws(Rejection) {
            if request.contract.secType != .combination { try Market.checkServed(request.contract.secType) }
            let found = market.catalogue.find(ContractQuery(request.contract))
            guard request.contract.secType != .combination, !found.isEmpty else { throw .unknownContract }
            for instrument in found {
                reporter.sendDetails(of: instrument, request.reqId, at: now, to: connection)
            }
            reporter.endDetails(request.reqId, to: connection)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Answers a symbol search.
    mutating func sendMatches(_ request: ClientMessage.ReqMatchingSymbols, _ connection: ConnectionID) {
        let found = market.catalogue.search(request.pattern)
        reporter.sendMatches(found, request.reqId, to: connection)
    }

    /// Answers with the chains of options on an underlying.
    mutating func sendOptionParameters(_ request: ClientMessage.ReqSecDefOptParams, _ connection: ConnectionID) {
        for chain in market.catalogue.optionChains(underlyingConId: request.underlyingConId)
        where chain.underlyingSymbol == request.underlyingSymbol.uppercased() {
            let isStock = chain.exchange == "SMART"
            let wanted = ContractQuery.currentName(request.futFopExchange)
            guard wanted.isEmpty || (!isStock && wanted == chain.exchange) else { continue }
            for exchange in isStock ? [chain.exchange, "CBOE"] : [chain.exchange] {
                reporter.sendParameters(of: chain, exchange: exchange, request.reqId, to: connection)
            }
        }
        reporter.endParameters(request.reqId, to: connection)
    }

    /// Answers with the price increments of a market rule.
    mutating func sendMarketRule(_ id: Int, _ connection: ConnectionID) {
        guard let rule = market.catalogue.marketRule(id: id) else {
            return send(
                .invalid("Invalid market rule id \(id)", of: ClientMessage.ReqMarketRule.self),
                id: -1,
                to: connection
            )
        }
        reporter.sendMarketRule(rule, id: id, to: connection)
    }
}
