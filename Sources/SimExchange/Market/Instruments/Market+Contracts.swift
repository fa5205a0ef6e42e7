internal import TWSWire

extension ContractQuery {
    /// Makes the query for a contract in a request.
    init(_ contract: Contract) {
        self.init(
            conId: contract.conId,
            symbol: contract.symbol,
            secType: contract.secType.text,
            lastTradeDateOrContractMonth: contract.lastTradeDateOrContractMonth,
            strike: contract.strike ?? 0,
            right: contract.right.text,
            multiplier: contract.multiplier,
            exchange: contract.exchange,
            primaryExchange: contract.primaryExchange,
            currency: contract.currency,
            localSymbol: contract.localSymbol,
            tradingClass: contract.tradingClass
        )
        (secIdType, secId) = (contract.secIdType, contract.secId)
        includesExpired = contract.includeExpired
        splitExchange()
    }
}

extension Instrument {
    /// The contract as messages about orders, executions and positions carry it.
    var contract: Contract {
        var contract = Contract()
        contract.conId = conId
        contract.symbol = symbol
        contract.secType = secType
        contract.lastTradeDateOrContractMonth = lastTradeDateOrContractMonth
        contract.strike = strike == 0 ? nil : strike
        contract.right = right
        contract.multiplier = multiplier
        contract.exchange = exchange
        contract.currency = currency
        contract.localSymbol = localSymbol
        contract.tradingClass = tradingClass
        return contract
    }

    /// The listing exchange: what position messages carry as exchange.
    var listing: String { primaryExchange.isEmpty ? exchange : primaryExchange }
}

extension Market {
    /// The supported security types, alone or joined.
    private static let served: Set<SecurityType> = [
        .stock, .forex, .future, .option, .futuresOption, .continuousFuture, .futureOrContinuous, .index, .crypto,
        .bond, .contractForDifference, .commodity, .unset,
    ]

    /// Throws 203 for a security type that IB has but the simulator lacks; an unknown type is just not found. (An error
    /// 321 does not end a request in ib_async.)
    static func checkServed(_ type: SecurityType) throws(Rejection) {
        guard type.isKnown, !served.contains(type) else { return }
        throw Rejection(
            203,
            "The security is not available or allowed for this account. (security type \(type.text) is not simulated)"
        )
    }

    /// Returns the one instrument that a contract in a request means; an expired one only if `forHistory` is set and
    /// the contract has includeExpired.
    ///
    /// - Throws: 200 for no or several matches, 321 for a contract without exchange, and for unsupported types.
    func resolve(_ contract: Contract, forHistory: Bool = false) throws(Rejection) -> Instrument {
        guard contract.secType != .combination else { throw .unsimulated("A combination (BAG)") }
        guard !contract.exchange.isEmpty else { throw .invalid("Please enter exchange") }
        guard contract.conId != 0 || contract.secType != .unset || !contract.secId.isEmpty else {
            throw .invalid("Please enter a valid security type")
        }
        try Self.checkServed(contract.secType)
        var query = ContractQuery(contract)
        query.includesExpired = query.includesExpired && forHistory
        let found = catalogue.find(query)
        guard let instrument = found.first, Self.served.contains(contract.secType) else { throw .unknownContract }
        guard found.count == 1 else {
            let name = contract.symbol.isEmpty ? contract.localSymbol : contract.symbol
            throw Rejection(
                200,
                "The contract description specified for \(name) is ambiguous; "
                    + "you must specify the multiplier or trading class."
            )
        }
        return instrument
    }

    /// Returns the instrument of an order that was once accepted, whether or not it has expired since.
    func resolveKept(_ contract: Contract) throws(Rejection) -> Instrument {
        guard let instrument = catalogue.instrument(conId: contract.conId) else { throw .unknownContract }
        return instrument.routed(to: contract.exchange)
    }
}
