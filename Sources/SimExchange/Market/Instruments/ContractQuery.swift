internal import TWSWire

/// A partially filled contract to look up; an empty text or 0 matches any value.
package struct ContractQuery: Hashable, Sendable {
    /// IB's contract ID; if it is set, the other fields except `exchange` and `currency` are ignored.
    package var conId = 0

    /// In either case.
    package var symbol = ""

    /// Such as `STK`; join several with `+`.
    package var secType = ""

    /// `yyyyMMdd` or `yyyyMM`.
    package var lastTradeDateOrContractMonth = ""

    /// 0 matches any.
    package var strike = 0.0

    /// `C`, `CALL`, `P` or `PUT`; `0` and `?` match any.
    package var right = ""

    /// Compared as a number; an empty text and `0` match any.
    package var multiplier = ""

    /// Any of the contract's valid exchanges, by current or former name.
    package var exchange = ""

    /// The listing exchange; `SMART` names none and matches any.
    package var primaryExchange = ""

    /// Such as `USD`.
    package var currency = ""

    /// Such as `ESH6`; runs of blanks count as one.
    package var localSymbol = ""

    /// Such as `NMS`.
    package var tradingClass = ""

    /// `ISIN` or `CUSIP`; other types find no contract.
    package var secIdType = ""

    /// The security's identifier of that type.
    package var secId = ""

    /// Whether futures that expired in the last two years match, too; expired options never do.
    package var includesExpired = false

    /// Makes a query that matches any contract.
    package init() {}

    /// Makes a query from the given fields.
    package init(
        conId: Int = 0,
        symbol: String = "",
        secType: String = "",
        lastTradeDateOrContractMonth: String = "",
        strike: Double = 0,
        right: String = "",
        multiplier: String = "",
        exchange: String = "",
        primaryExchange: String = "",
        currency: String = "",
        localSymbol: String = "",
        tradingClass: String = ""
    ) {
        self.conId = conId
        self.symbol = symbol
        self.secType = secType
        self.lastTradeDateOrContractMonth = lastTradeDateOrContractMonth
        self.strike = strike
        self.right = right
        self.multiplier = multiplier
        self.exchange = exchange
        self.primaryExchange = primaryExchange
        self.currency = currency
        self.localSymbol = localSymbol
        self.tradingClass = tradingClass
    }

    /// Whether the query names anything to look for.
    var isSelective: Bool {
        conId != 0 || !symbol.isEmpty || !localSymbol.isEmpty || !tradingClass.isEmpty || !secId.isEmpty
    }

    /// Whether `instrument` matches every value of the query.
    func matches(_ instrument: Instrument) -> Bool {
        guard accepts(exchange: exchange, of: instrument), equal(currency, instrument.currency) else { return false }
        if conId != 0 { return instrument.conId == conId }
        return matchesSymbol(instrument) && matchesSecType(instrument)
            && matchesExpiry(instrument)
            && (strike == 0 || abs(strike - instrument.strike) < 1e-6)
            && (wantedRight == .unset || wantedRight == instrument.right)
            && matchesMultiplier(instrument)
            && matchesPrimary(instrument)
            && (localSymbol.isEmpty || Self.squeezed(localSymbol) == Self.squeezed(instrument.localSymbol))
            && equal(tradingClass, instrument.tradingClass)
            && matchesNumber(instrument)
    }

    /// For a bond, the symbol may be the CUSIP, as in IB's own examples.
    private func matchesSymbol(_ instrument: Instrument) -> Bool {
        equal(symbol, instrument.symbol) || (instrument.secType == .bond && symbol.uppercased() == instrument.cusip)
    }

    /// The month of a future is that of the contract, which need not contain its last day.
    private func matchesExpiry(_ instrument: Instrument) -> Bool {
        let wanted = lastTradeDateOrContractMonth
        if wanted.utf8.count == 6, instrument.secType == .future { return instrument.contractMonth == wanted }
        return instrument.lastTradeDateOrContractMonth.hasPrefix(wanted)
    }

    private func matchesNumber(_ instrument: Instrument) -> Bool {
        guard !secId.isEmpty else { return true }
        switch secIdType.uppercased() {
        case "ISIN": return instrument.isin == secId.uppercased()
        case "CUSIP": return !instrument.cusip.isEmpty && instrument.cusip == secId.uppercased()
        default: return false
        }
    }

    /// The right in its short form; unset for any, and one that no instrument has for an invalid text.
    var wantedRight: OptionRight {
        switch OptionRight(right.uppercased()) {
        case .call, .callInFull: .call
        case .put, .putInFull: .put
        case .unset, .other("0"), .other("?"): .unset
        case .other(let text): .other(text)
        }
    }

    private func matchesSecType(_ instrument: Instrument) -> Bool {
        secType.isEmpty || secType.uppercased().split(separator: "+").contains(Substring(instrument.secType.text))
    }

    private func matchesMultiplier(_ instrument: Instrument) -> Bool {
        guard !multiplier.isEmpty, multiplier != "0" else { return true }
        return multiplier == instrument.multiplier || Double(multiplier) == Double(instrument.multiplier)
    }

    private func matchesPrimary(_ instrument: Instrument) -> Bool {
        let wanted = Self.currentName(primaryExchange)
        if wanted.isEmpty || wanted == "SMART" { return true }
        if instrument.primaryExchange.isEmpty { return accepts(exchange: wanted, of: instrument) }
        return wanted == instrument.primaryExchange
    }

    private func accepts(exchange: String, of instrument: Instrument) -> Bool {
        exchange.isEmpty || instrument.validExchanges.contains(Self.currentName(exchange))
    }

    private func equal(_ wanted: String, _ actual: String) -> Bool {
        wanted.isEmpty || wanted.uppercased() == actual
    }

    /// Former exchange names in older programs: NASDAQ was ISLAND, CME's electronic market GLOBEX, SMART BEST.
    private static let olderNames = ["ISLAND": "NASDAQ", "GLOBEX": "CME", "BEST": "SMART"]

    /// Returns the current name of an exchange.
    static func currentName(_ exchange: String) -> String {
        let name = exchange.uppercased()
        return olderNames[name] ?? name
    }

    /// Splits `SMART/NASDAQ` and `SMART:NASDAQ` into the exchange and the listing exchange.
    mutating func splitExchange() {
        let parts = exchange.split(whereSeparator: { $0 == "/" || $0 == ":" })
        guard parts.count == 2, Self.currentName(String(parts[0])) == "SMART" else { return }
        exchange = String(parts[0])
        primaryExchange = String(parts[1])
    }

    private static func squeezed(_ text: String) -> String {
        text.uppercased().split(separator: " ").joined(separator: " ")
    }
}
