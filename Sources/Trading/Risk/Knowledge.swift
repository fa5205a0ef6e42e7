internal import TWSWire

extension RiskGate {
    /// What the desk has learned and the gate judges by.
    package struct Knowledge: Sendable {
        /// Symbols by contract id as TWS reported them; only the latest, since a broken TWS must not fill the memory.
        private var symbols = BoundedMemory<Int, String>(limit: 10_000)
        /// Prices of instruments.
        package var marks = Marks()
        /// Which instrument each contract is.
        var contracts = KnownContracts()
        /// Price steps by market rule, each list from the lowest price up.
        var rules: [Int: [PriceIncrement]] = [:]
        /// The value of one unit of a currency in the account's base currency, as TWS reported it.
        private var rates = BoundedMemory<String, Double>(limit: 200)
        /// The account's base currency.
        private(set) var baseCurrency = "USD"
        /// The account's profit and loss of the day, in its base currency; `nil` if TWS has not reported it.
        var dailyPnL: Double?
        /// The account's value, in its base currency; `nil` if TWS has not reported it.
        var netLiquidation: Double?

        /// Whether the desk asks TWS which instrument a contract is, so that a contract is never judged by its name
        /// alone.
        var asks = false

        /// Creates empty knowledge.
        package init() {}

        /// Returns the symbol of a contract id; `nil` if TWS has reported none.
        package func symbol(of conId: Int) -> String? { symbols[conId] }

        /// Records the symbol of a contract id; ignores values that cannot be an id or a symbol.
        package mutating func learn(_ symbol: String, of conId: Int) {
            guard conId != 0, symbol.utf8.count <= 100 else { return }
            symbols.keep(symbol, for: conId)
        }

        /// Records an account value.
        mutating func learn(account key: String, _ value: String, _ currency: String) {
            switch key {
            case "ExchangeRate":
                if let rate = Double(value), rate.isFinite, rate > 0 { rates.keep(rate, for: currency) }
            case "NetLiquidation":
                guard currency.utf8.count == 3 else { return }
                baseCurrency = currency
                if let amount = Double(value), amount.isFinite { netLiquidation = amount }
            default: break
            }
        }

        /// Returns the value of one unit of a currency in the base currency.
        ///
        /// Without a report from TWS, one unit counts as one unit of the base currency; for a currency worth more than
        /// a dollar, as its highest value in ten years, rounded up.
        func rate(of currency: String) -> Double {
            if currency.isEmpty || currency == baseCurrency { return 1 }
            return rates[currency] ?? Self.dear[currency] ?? 1
        }

        private static let dear: [String: Double] = [
            "EUR": 1.3, "GBP": 1.6, "CHF": 1.3, "KWD": 3.5, "BHD": 2.7, "OMR": 2.7, "JOD": 1.5,
        ]
    }
}
