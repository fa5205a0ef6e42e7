internal import TWSWire

/// The contracts of the simulated market: 30 US stocks and funds, 177 at Hong Kong, currencies, index futures, and the
/// options on the US stocks, which are made when they are asked for.
///
/// Futures and options are listed and expire as time goes on. By its id a contract is known before and after as well.
package struct InstrumentCatalogue: Sendable {
    /// A contract that symbol search found.
    package struct SymbolMatch: Sendable {
        /// The stock or currency pair.
        package let instrument: Instrument

        /// Kinds of contracts that exist on it, such as `OPT`.
        package let derivativeSecTypes: [String]
    }

    /// Every listed contract but the options, in a fixed order.
    package private(set) var builtIn: [Instrument]

    /// When the next of the listed contracts expires.
    private(set) var nextExpiry: ExchangeInstant

    private var byConId: [Int: Instrument]
    private let optionable: [Instrument]
    private let lasting: [Instrument]
    private var optionExpiries: [CivilDate] = []
    private var time: ExchangeInstant
    /// Whether futures and options are made up, as time goes on.
    private let listsDerivatives: Bool

    /// Makes the catalogue as it is when a day begins in New York.
    package init(asOf day: CivilDate = CivilDate(year: 2026, month: 1, day: 5)) {
        self.init(at: ExchangeZone.newYork.instant(day, secondOfDay: 0))
    }

    /// Makes the catalogue as it is at an instant: futures and options are those that expire later.
    init(at time: ExchangeInstant) {
        let stocks = StockTable.rows.map { Instrument(stock: $0) }
        let pairs = [
            Instrument.currencyPair(
                conId: 12_087_792,
                "EUR",
                "USD",
                "European Monetary Union Euro",
                openPrice: 1.172,
                dailyVolatility: 0.005
            ),
            Instrument.currencyPair(
                conId: 12_087_797,
                "GBP",
                "USD",
                "British pound",
                openPrice: 1.345,
                dailyVolatility: 0.005
            ),
            Instrument.currencyPair(
                conId: 900_000_200,
                "USD",
                "HKD",
                "United States dollar",
                openPrice: 7.79,
                dailyVolatility: 0.0003
            ),
        ]
        optionable = stocks
        lasting = stocks + [.jiangsuExpressway] + pairs
        (builtIn, byConId) = ([], [:])
        (self.time, nextExpiry, listsDerivatives) = (time, time, true)
        move(to: time)
    }

    /// Makes a catalogue of some contracts and no others.
    init(only instruments: [Instrument], at time: ExchangeInstant) {
        (optionable, lasting, builtIn, byConId) = ([], instruments, [], [:])
        (self.time, nextExpiry, listsDerivatives) = (time, time, false)
        move(to: time)
    }

    /// Lists the contracts that expire after an instant in place of those before.
    mutating func move(to time: ExchangeInstant) {
        self.time = time
        builtIn = lasting + (listsDerivatives ? IndexFutures.listed(at: time) : [])
        byConId = Dictionary(builtIn.map { ($0.conId, $0) }, uniquingKeysWith: { first, _ in first })
        optionExpiries = listsDerivatives ? OptionChain.expiries(listedAt: time) : []
        let expiries = builtIn.compactMap(\.expiry) + optionExpiries.prefix(1).map(\.optionExpiry)
        nextExpiry = expiries.min() ?? ExchangeInstant(nanoseconds: .max)
    }

    /// The contract with an id, options included, whether or not it is listed now; or `nil`.
    package func instrument(conId: Int) -> Instrument? {
        if let instrument = byConId[conId] { return instrument }
        guard listsDerivatives else { return nil }
        if let future = IndexFutures.future(conId: conId) { return future }
        guard let index = OptionChain.underlyingIndex(ofConId: conId), optionable.indices.contains(index) else {
            return nil
        }
        return chain(at: index).option(conId: conId)
    }

    /// The contract with an id if it is listed now, or `nil`.
    package func listed(conId: Int) -> Instrument? {
        guard let instrument = instrument(conId: conId) else { return nil }
        guard instrument.secType == .option else { return byConId[conId] }
        let isListed = optionExpiries.contains { $0.text == instrument.lastTradeDateOrContractMonth }
        return isListed ? instrument : nil
    }

    /// Every contract that has the values a query asks for, as reqContractDetails answers; empty if there is none.
    ///
    /// `exchange` of the results is the one the query names, else the contract's usual one.
    package func find(_ query: ContractQuery) -> [Instrument] {
        guard query.isSelective else { return [] }
        let found: [Instrument]
        if query.conId != 0 {
            found = [listed(conId: query.conId)].compactMap { $0 }
        } else {
            found = builtIn + options(for: query)
        }
        let expired = query.includesExpired && listsDerivatives ? IndexFutures.expired(at: time) : []
        return (found + expired).filter(query.matches).map { instrument in
            query.exchange.isEmpty ? instrument : instrument.routed(to: ContractQuery.currentName(query.exchange))
        }
    }

    /// Stocks and currency pairs whose symbol, or a word of whose name, starts with `pattern`; symbols first.
    package func search(_ pattern: String, limit: Int = 16) -> [SymbolMatch] {
        let wanted = pattern.uppercased()
        guard !wanted.isEmpty else { return [] }
        let candidates = builtIn.filter { $0.secType == .stock || $0.secType == .forex }
        let bySymbol = candidates.filter { $0.symbol.hasPrefix(wanted) }.sorted { left, right in
            (left.symbol.utf8.count, left.symbol) < (right.symbol.utf8.count, right.symbol)
        }
        let byName = candidates.filter { candidate in
            !candidate.symbol.hasPrefix(wanted) && Self.hasWord(startingWith: wanted, in: candidate.longName)
        }
        return (bySymbol + byName).prefix(limit).map { instrument in
            let hasOptions = optionable.contains { $0.conId == instrument.conId }
            return SymbolMatch(instrument: instrument, derivativeSecTypes: hasOptions ? [SecurityType.option.text] : [])
        }
    }

    /// The options on a contract, or `nil` if there are none on it.
    package func optionChain(underlyingConId: Int) -> OptionChain? {
        optionable.firstIndex { $0.conId == underlyingConId }.map(chain)
    }

    /// The price increments that reqMarketRule asks for, or `nil` for an unknown id.
    package func marketRule(id: Int) -> MarketRule? {
        MarketRule.all.first { $0.id == id } ?? lasting.first { $0.marketRule.id == id }?.marketRule
    }

    private func chain(at index: Int) -> OptionChain {
        OptionChain(underlying: optionable[index], index: index, expiries: optionExpiries)
    }

    private func options(for query: ContractQuery) -> [Instrument] {
        let types = query.secType.uppercased()
        let root = query.localSymbol.uppercased().split(separator: " ").first.map(String.init) ?? ""
        guard types == SecurityType.option.text || (types.isEmpty && !root.isEmpty) else { return [] }
        return optionable.indices.filter { index in
            let symbol = optionable[index].symbol
            return [query.symbol.uppercased(), query.tradingClass.uppercased(), root].allSatisfy {
                $0.isEmpty || $0 == symbol
            }
        }.flatMap { chain(at: $0).options }
    }

    private static func hasWord(startingWith wanted: String, in name: String) -> Bool {
        let upper = name.uppercased()
        return upper.hasPrefix(wanted)
            || upper.split { !$0.isLetter && !$0.isNumber }.contains { $0.hasPrefix(wanted) }
    }
}
