internal import TWSWire

extension Reporter {
    /// Sends the details of a contract at an instant.
    mutating func sendDetails(
        of instrument: Instrument,
        _ requestID: Int,
        at now: ExchangeInstant,
        to connection: ConnectionID
    ) {
        if let bond = BondTable.row(conId: instrument.conId) {
            var message = ServerMessage.BondContractDetails()
            message.reqId = requestID
            message.contractDetails = instrument.bondDetails(bond, at: now)
            return send(message, to: connection)
        }
        var message = ServerMessage.ContractDetails()
        message.reqId = requestID
        message.contractDetails = instrument.details(at: now)
        send(message, to: connection)
    }

    /// Ends a list of contracts.
    mutating func endDetails(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = requestID
        send(end, to: connection)
    }

    /// Sends the contracts that a search found.
    mutating func sendMatches(
        _ matches: [InstrumentCatalogue.SymbolMatch],
        _ requestID: Int,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.SymbolSamples()
        message.reqId = requestID
        message.contractDescriptions = matches.map { match in
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

    /// Sends the expiries and strikes of a chain of options.
    mutating func sendParameters(
        of chain: OptionChain,
        exchange: String,
        _ requestID: Int,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.SecurityDefinitionOptionParameter()
        message.reqId = requestID
        message.exchange = exchange
        message.underlyingConId = chain.underlyingConId
        message.tradingClass = chain.tradingClass
        message.multiplier = chain.multiplier
        message.expirations = chain.expirations
        message.strikes = chain.strikes
        send(message, to: connection)
    }

    /// Ends a list of chains.
    mutating func endParameters(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.SecurityDefinitionOptionParameterEnd()
        end.reqId = requestID
        send(end, to: connection)
    }

    /// Sends the price increments of a market rule.
    mutating func sendMarketRule(_ rule: MarketRule, id: Int, to connection: ConnectionID) {
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

    /// Sends the exchanges behind SMART, with their letters.
    mutating func sendSmartComponents(_ requestID: Int, to connection: ConnectionID) {
        let exchanges = [("ARCA", "P"), ("BATS", "Z"), ("IEX", "V"), ("ISLAND", "Q"), ("NYSE", "N")]
        var message = ServerMessage.SmartComponents()
        message.reqId = requestID
        message.smartComponents = exchanges.enumerated().map { index, exchange in
            var component = SmartComponent()
            component.bitNumber = index
            (component.exchange, component.exchangeLetter) = exchange
            return component
        }
        send(message, to: connection)
    }

    /// Sends the exchanges that offer depth.
    mutating func sendDepthExchanges(to connection: ConnectionID) {
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

    /// Sends a report about a company.
    mutating func sendFundamentals(_ report: String, _ requestID: Int, to connection: ConnectionID) {
        var message = ServerMessage.FundamentalData()
        message.reqId = requestID
        message.data = report
        send(message, to: connection)
    }

    /// Sends the document about available scans.
    mutating func sendScannerParameters(to connection: ConnectionID) {
        var message = ServerMessage.ScannerParameters()
        message.xml = ScannerDocument.xml
        send(message, to: connection)
    }

    /// Sends the whole list of a scan, first rank first.
    mutating func sendScan(_ found: some Sequence<Instrument>, _ requestID: Int, to connection: ConnectionID) {
        var message = ServerMessage.ScannerData()
        message.reqId = requestID
        message.elements = found.enumerated().map { rank, instrument in
            var element = ScannerElement()
            element.rank = rank
            element.contractDetails.contract = instrument.contract
            element.contractDetails.marketName = instrument.marketName
            return element
        }
        send(message, to: connection)
    }
}
