internal import TWSWire

/// The contracts of the simulated market: those of the tables, and futures and options according to the clock.
///
/// The tables are `StockTable`, `BondTable`, `CurrencyTable`, `SpotTable` and `FuturesTable`. Options are made on
/// demand (`OptionBook`). Futures and options are listed and expire as time passes. A contract can be found by its ID
/// before it is listed and after it expires, too.
package struct InstrumentCatalogue: Sendable {
    /// A result of a symbol search.
    package struct SymbolMatch: Sendable {
        /// The stock or currency pair.
        package let instrument: Instrument

        /// The security types of derivatives on it, such as `OPT`.
        package let derivativeSecTypes: [String]
    }

    /// Every listed contract except options, in a fixed order.
    package private(set) var builtIn: [Instrument]

    /// When the lists change next: a contract expires, or a day begins in New York.
    private(set) var nextChange: ExchangeInstant

    private var byConId: [Int: Instrument]
    private var options = OptionBook()
    private let lasting: [Instrument]
    private var time: ExchangeInstant
    /// Whether futures and options are generated as time passes.
    private let listsDerivatives: Bool

    /// Makes the catalogue as of the beginning of a day in New York.
    package init(asOf day: CivilDate = CivilDate(year: 2026, month: 1, day: 5)) {
        self.init(at: ExchangeZone.newYork.instant(day, secondOfDay: 0))
    }

    /// Makes the catalogue as of an instant: its futures and options expire later.
    init(at time: ExchangeInstant) {
        lasting =
            StockTable.rows.map { Instrument(stock: $0) } + [.jiangsuExpressway]
            + StockTable.xetra.map { Instrument(xetra: $0) } + BondTable.rows.map { Instrument(bond: $0) }
            + CurrencyTable.rows.map { Instrument(pair: $0) } + SpotTable.indices.map { Instrument(index: $0) }
            + SpotTable.cryptos.map { Instrument(crypto: $0) }
            + SpotTable.differences.map { Instrument(difference: $0) }
            + SpotTable.commodities.map { Instrument(commodity: $0) }
        (builtIn, byConId) = ([], [:])
        (self.time, nextChange, listsDerivatives) = (time, time, true)
        move(to: time)
    }

    /// Makes a catalogue of the given contracts only.
    init(only instruments: [Instrument], at time: ExchangeInstant) {
        (lasting, builtIn, byConId) = (instruments, [], [:])
        (self.time, nextChange, listsDerivatives) = (time, time, false)
        move(to: time)
    }

    /// Replaces the listed contracts with those that expire after an instant.
    mutating func move(to time: ExchangeInstant) {
        self.time = time
        builtIn = lasting + (listsDerivatives ? FuturesSeries.listed(at: time) : [])
        byConId = Dictionary(builtIn.map { ($0.conId, $0) }, uniquingKeysWith: { first, _ in first })
        guard listsDerivatives else {
            nextChange = builtIn.compactMap(\.expiry).filter { $0 > time }.min() ?? ExchangeInstant(nanoseconds: .max)
            return
        }
        options.move(to: time)
        let tomorrow = ExchangeZone.newYork.local(time).date.adding(days: 1)
        let changes = builtIn.compactMap(\.expiry) + [options.nextExpiry].compactMap { $0 }
        nextChange = ([ExchangeZone.newYork.instant(tomorrow, secondOfDay: 0)] + changes).min() ?? time
    }

    /// The beginning of the day in New York to which the lists apply.
    var dayBegin: ExchangeInstant {
        ExchangeZone.newYork.instant(ExchangeZone.newYork.local(time).date, secondOfDay: 0)
    }

    /// The contracts that have options.
    var underlyings: [Instrument] { builtIn.filter { OptionRoot.root(of: $0) != nil } }

    /// Centers the strikes of the options on the prices of their underlyings, by conId.
    mutating func center(on prices: [Int: Double]) { options.center(on: prices) }

    /// Returns the contract with a conId, including options, whether or not it is listed now; `nil` if there is none.
    package func instrument(conId: Int) -> Instrument? {
        if let instrument = byConId[conId] { return instrument }
        guard listsDerivatives else { return nil }
        return FuturesSeries.future(conId: conId) ?? options.option(conId: conId)
    }

    /// Returns the contract with a conId if it is listed now, otherwise `nil`.
    package func listed(conId: Int) -> Instrument? {
        guard let instrument = instrument(conId: conId) else { return nil }
        guard instrument.isOption else { return byConId[conId] }
        return options.isListed(instrument.lastTradeDateOrContractMonth) ? instrument : nil
    }

    /// Returns every contract that matches a query, as reqContractDetails does; empty if there is none.
    ///
    /// The `exchange` of the results is the one the query names, otherwise the contract's usual one.
    package func find(_ query: ContractQuery) -> [Instrument] {
        guard query.isSelective else { return [] }
        let found: [Instrument]
        if query.conId != 0 {
            found = [listed(conId: query.conId)].compactMap { $0 }
        } else {
            found = builtIn + continuous(query) + options.candidates(query, among: byConId)
        }
        let expired = query.includesExpired && listsDerivatives ? FuturesSeries.expired(at: time) : []
        return (found + expired).filter(query.matches).map { instrument in
            query.exchange.isEmpty ? instrument : instrument.routed(to: ContractQuery.currentName(query.exchange))
        }
    }

    private static let searched: Set<SecurityType> = [
        .stock, .forex, .index, .crypto, .contractForDifference, .commodity,
    ]

    /// Returns the stocks and currency pairs whose symbol, or a word of whose name, starts with `pattern`; symbols
    /// first.
    package func search(_ pattern: String, limit: Int = 16) -> [SymbolMatch] {
        let wanted = pattern.uppercased()
        guard !wanted.isEmpty else { return [] }
        let candidates = builtIn.filter { Self.searched.contains($0.secType) }
        let bySymbol = candidates.filter { $0.symbol.hasPrefix(wanted) }.sorted { left, right in
            (left.symbol.utf8.count, left.symbol) < (right.symbol.utf8.count, right.symbol)
        }
        let byName = candidates.filter { candidate in
            !candidate.symbol.hasPrefix(wanted) && Self.hasWord(startingWith: wanted, in: candidate.longName)
        }
        return (bySymbol + byName).prefix(limit).map { instrument in
            let hasOptions = OptionRoot.root(of: instrument) != nil
            return SymbolMatch(instrument: instrument, derivativeSecTypes: hasOptions ? [SecurityType.option.text] : [])
        }
    }

    /// Returns the options on a contract, one chain for each class; empty if there are none.
    package func optionChains(underlyingConId: Int) -> [OptionChain] {
        byConId[underlyingConId].map(options.chains) ?? []
    }

    /// Returns the price increments for reqMarketRule, or `nil` for an unknown ID.
    package func marketRule(id: Int) -> MarketRule? {
        MarketRule.all.first { $0.id == id } ?? lasting.first { $0.marketRule.id == id }?.marketRule
    }

    /// Returns the continuous futures that a query may mean: the front contract of each product.
    private func continuous(_ query: ContractQuery) -> [Instrument] {
        guard query.secType.uppercased().split(separator: "+").contains("CONTFUT") else { return [] }
        let futures = builtIn.filter { $0.secType == .future }
        return FuturesTable.rows.compactMap { row in futures.first { $0.symbol == row.symbol }?.continuous }
    }

    private static func hasWord(startingWith wanted: String, in name: String) -> Bool {
        let upper = name.uppercased()
        return upper.hasPrefix(wanted)
            || upper.split { !$0.isLetter && !$0.isNumber }.contains { $0.hasPrefix(wanted) }
    }
}
