internal import TWSWire

/// The options that exist at a time: the listed series, and the prices that their strikes are centered on.
struct OptionBook: Sendable {
    private var days: [CivilDate] = []
    private var prices: [Int: Double] = [:]

    /// When the next of the listed options expires; `nil` if there are none.
    var nextExpiry: ExchangeInstant? { days.first?.optionExpiry }

    /// Lists the options that expire after an instant.
    mutating func move(to time: ExchangeInstant) { days = OptionExpiries.listed(at: time) }

    /// Centers the strikes on the prices of contracts, by conId; those of other contracts are centered on the opening
    /// price.
    mutating func center(on prices: [Int: Double]) { self.prices = prices }

    /// Returns the option with a conId, whether or not it is listed now; `nil` for any other conId.
    func option(conId: Int) -> Instrument? {
        guard let number = OptionNumber(conId: conId) else { return nil }
        return OptionSeries(number.root, week: number.week)?.option(number.strike, isCall: number.isCall)
    }

    /// Whether the options with a last day, as text, are listed.
    func isListed(_ day: String) -> Bool { days.contains { $0.text == day } }

    /// Returns the chains on a contract, one for each class.
    func chains(on underlying: Instrument) -> [OptionChain] {
        guard let root = OptionRoot.root(of: underlying) else { return [] }
        let series = self.series(of: root).filter { $0.underlying.conId == underlying.conId }
        let strikes = root.strikes(around: price(of: underlying))
        let classes = series.map(\.tradingClass).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return classes.compactMap { name in OptionChain(series.filter { $0.tradingClass == name }, strikes: strikes) }
    }

    /// Returns the listed options that a query may mean: all that match it, and others.
    ///
    /// A strike that the query names is also looked for beyond the listed ones.
    func candidates(_ query: ContractQuery, among listed: [Int: Instrument]) -> [Instrument] {
        guard !days.isEmpty else { return [] }
        return roots(query).flatMap { root in
            series(of: root, query).filter { listed[$0.underlying.conId] != nil }.flatMap { series in
                strikes(query, root, price(of: series.underlying)).flatMap { strike in
                    rights(query).map { series.option(strike, isCall: $0) }
                }
            }
        }
    }

    private func roots(_ query: ContractQuery) -> [OptionRoot] {
        let types = query.secType.uppercased().split(separator: "+").map(String.init)
        guard types.isEmpty || types.contains(where: OptionRoot.secTypes.contains) else { return [] }
        let symbol = query.symbol.uppercased()
        let local = query.localSymbol.uppercased().split(separator: " ").first.map(String.init) ?? ""
        return OptionRoot.inOrder.filter { root in
            guard types.isEmpty ? !local.isEmpty : types.contains(root.secType.text) else { return false }
            guard symbol.isEmpty || symbol == root.symbol else { return false }
            return [query.tradingClass.uppercased(), local].allSatisfy { $0.isEmpty || root.mayHave(tradingClass: $0) }
        }
    }

    private func series(of root: OptionRoot, _ query: ContractQuery = ContractQuery()) -> [OptionSeries] {
        days.filter { $0.text.hasPrefix(query.lastTradeDateOrContractMonth) }
            .compactMap { OptionSeries(root, week: OptionExpiries.week(of: $0)) }
            .filter { query.tradingClass.isEmpty || query.tradingClass.uppercased() == $0.tradingClass }
    }

    private func strikes(_ query: ContractQuery, _ root: OptionRoot, _ price: Double) -> [Double] {
        var wanted = query.strike
        if wanted == 0, root.secType == .option, query.localSymbol.utf8.count > 14 {
            wanted = (Double(query.localSymbol.suffix(8)) ?? 0) / 1000
        }
        guard wanted != 0 else { return root.strikes(around: price) }
        return root.accepts(wanted, around: price) ? [wanted] : []
    }

    private func rights(_ query: ContractQuery) -> [Bool] {
        switch query.wantedRight {
        case .call: [true]
        case .put: [false]
        case .unset: [true, false]
        default: []
        }
    }

    private func price(of underlying: Instrument) -> Double { prices[underlying.conId] ?? underlying.openPrice }
}
