/// The contracts of the simulated market: 30 US stocks and funds, 177 at Hong Kong, currencies, index futures, and the
/// options on the US stocks, which are made when they are asked for.
public struct InstrumentCatalogue: Sendable {
    /// A contract that symbol search found.
    public struct SymbolMatch: Sendable {
        /// The stock or currency pair.
        public let instrument: Instrument

        /// Kinds of contracts that exist on it, such as `OPT`.
        public let derivativeSecTypes: [String]
    }

    /// Every contract but the options, in a fixed order.
    public let builtIn: [Instrument]

    private let byConId: [Int: Instrument]
    private let optionable: [Instrument]
    private let day: CivilDate

    /// Makes the catalogue as it is on a day: futures and options are those that expire then or later.
    public init(asOf day: CivilDate = CivilDate(year: 2026, month: 1, day: 5)) {
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
        builtIn = stocks + [.jiangsuExpressway] + pairs + Self.futures(asOf: day)
        byConId = Dictionary(builtIn.map { ($0.conId, $0) }, uniquingKeysWith: { first, _ in first })
        optionable = stocks
        self.day = day
    }

    /// The contract with an id, options included, or `nil`.
    public func instrument(conId: Int) -> Instrument? {
        if let instrument = byConId[conId] { return instrument }
        guard let index = OptionChain.underlyingIndex(ofConId: conId), optionable.indices.contains(index) else {
            return nil
        }
        return chain(at: index).option(conId: conId)
    }

    /// Every contract that has the values a query asks for, as reqContractDetails answers; empty if there is none.
    ///
    /// `exchange` of the results is the one the query names, else the contract's usual one.
    public func find(_ query: ContractQuery) -> [Instrument] {
        guard query.isSelective else { return [] }
        let found: [Instrument]
        if query.conId != 0 {
            found = instrument(conId: query.conId).map { [$0] } ?? []
        } else {
            found = builtIn + options(for: query)
        }
        return found.filter(query.matches).map { instrument in
            query.exchange.isEmpty ? instrument : instrument.routed(to: ContractQuery.currentName(query.exchange))
        }
    }

    /// Stocks and currency pairs whose symbol, or a word of whose name, starts with `pattern`; symbols first.
    public func search(_ pattern: String, limit: Int = 16) -> [SymbolMatch] {
        let wanted = pattern.uppercased()
        guard !wanted.isEmpty else { return [] }
        let candidates = builtIn.filter { $0.secType == "STK" || $0.secType == "CASH" }
        let bySymbol = candidates.filter { $0.symbol.hasPrefix(wanted) }.sorted { left, right in
            (left.symbol.utf8.count, left.symbol) < (right.symbol.utf8.count, right.symbol)
        }
        let byName = candidates.filter { candidate in
            !candidate.symbol.hasPrefix(wanted) && Self.hasWord(startingWith: wanted, in: candidate.longName)
        }
        return (bySymbol + byName).prefix(limit).map { instrument in
            let hasOptions = optionable.contains { $0.conId == instrument.conId }
            return SymbolMatch(instrument: instrument, derivativeSecTypes: hasOptions ? ["OPT"] : [])
        }
    }

    /// The options on a contract, or `nil` if there are none on it.
    public func optionChain(underlyingConId: Int) -> OptionChain? {
        optionable.firstIndex { $0.conId == underlyingConId }.map(chain)
    }

    /// The price increments that reqMarketRule asks for, or `nil` for an unknown id.
    public func marketRule(id: Int) -> MarketRule? {
        MarketRule.all.first { $0.id == id }
    }

    private func chain(at index: Int) -> OptionChain {
        OptionChain(underlying: optionable[index], index: index, asOf: day)
    }

    private func options(for query: ContractQuery) -> [Instrument] {
        let types = query.secType.uppercased()
        let root = query.localSymbol.uppercased().split(separator: " ").first.map(String.init) ?? ""
        guard types == "OPT" || (types.isEmpty && !root.isEmpty) else { return [] }
        return optionable.indices.filter { index in
            let symbol = optionable[index].symbol
            return [query.symbol.uppercased(), query.tradingClass.uppercased(), root].allSatisfy {
                $0.isEmpty || $0 == symbol
            }
        }.flatMap { chain(at: $0).options }
    }

    /// The next two quarterly contracts of ES and MES.
    private static func futures(asOf day: CivilDate) -> [Instrument] {
        let expiries = (0..<10).map { day.adding(months: $0) }.filter { $0.parts.month % 3 == 0 }
            .map(OptionChain.monthlyExpiry).filter { $0 >= day }.prefix(2)
        let products = [
            (first: 900_010_000, symbol: "ES", multiplier: "50", name: "E-mini S&P 500"),
            (first: 900_020_000, symbol: "MES", multiplier: "5", name: "Micro E-Mini S&P 500 Stock Price Index"),
        ]
        return products.flatMap { product in
            expiries.map { expiry in
                let (year, month, _) = expiry.parts
                let quarters = (year - 2026) * 4 + month / 3 - 1
                return Instrument.indexFuture(
                    conId: product.first + quarters,
                    product.symbol,
                    multiplier: product.multiplier,
                    product.name,
                    expiry: expiry,
                    openPrice: 6900 + 55 * Double(quarters)
                )
            }
        }
    }

    private static func hasWord(startingWith wanted: String, in name: String) -> Bool {
        let upper = name.uppercased()
        return upper.hasPrefix(wanted)
            || upper.split { !$0.isLetter && !$0.isNumber }.contains { $0.hasPrefix(wanted) }
    }
}
