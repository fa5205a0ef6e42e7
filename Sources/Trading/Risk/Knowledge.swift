internal import TWSWire

extension RiskGate {
    /// What the desk has learned itself, and the gate judges by.
    package struct Knowledge: Sendable {
        /// Symbols by contract id, as TWS has told them: the latest, since a broken TWS must not fill the memory.
        private var symbols = BoundedMemory<Int, String>(limit: 10_000)
        /// Prices of instruments.
        package var marks = Marks()
        /// Which instrument a contract is.
        var contracts = KnownContracts()
        /// Price steps by market rule, each list from the lowest price.
        var rules: [Int: [PriceIncrement]] = [:]
        /// What a unit of a currency is worth in the account's base currency, as TWS has told.
        private var rates = BoundedMemory<String, Double>(limit: 200)
        /// The account's base currency.
        private(set) var baseCurrency = "USD"
        /// What the account has come to in a day, in its base currency; `nil` where TWS has not told.
        var dailyPnL: Double?
        /// The account's value, in its base currency; `nil` where TWS has not told.
        var netLiquidation: Double?

        /// Whether the desk asks TWS which instrument a contract is, so that none is taken for what it is called.
        var asks = false

        /// Nothing is known.
        package init() {}

        /// The symbol of a contract id; `nil` where TWS has told none.
        package func symbol(of conId: Int) -> String? { symbols[conId] }

        /// Learns which symbol a contract id stands for; what is no id, and no text that a symbol could be, is passed over.
        package mutating func learn(_ symbol: String, of conId: Int) {
            guard conId != 0, symbol.utf8.count <= 100 else { return }
            symbols.keep(symbol, for: conId)
        }

        /// Learns a value of the account.
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

        /// What a unit of a currency is worth in the base currency.
        ///
        /// Where TWS has not told it, a unit counts as one of the base currency, and of a currency that is worth more than
        /// a dollar as the most that it has been worth in ten years, rounded up.
        func rate(of currency: String) -> Double {
            if currency.isEmpty || currency == baseCurrency { return 1 }
            return rates[currency] ?? Self.dear[currency] ?? 1
        }

        private static let dear: [String: Double] = [
            "EUR": 1.3, "GBP": 1.6, "CHF": 1.3, "KWD": 3.5, "BHD": 2.7, "OMR": 2.7, "JOD": 1.5,
        ]
    }
}
