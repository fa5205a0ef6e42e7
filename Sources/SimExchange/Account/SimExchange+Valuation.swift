internal import TWSWire

extension SimExchange {
    /// The market price of an instrument: the middle of bid and ask.
    func mark(_ instrument: Instrument) -> Double {
        market.book(instrument.conId, at: quoteTime(instrument))?.midpoint ?? 0
    }

    /// What one unit of a currency is worth in the base currency.
    ///
    /// By the middle quote of the pair, in whichever direction it is quoted; 0 for a currency without one.
    func rate(_ currency: String) -> Double {
        let base = SimulatedAccount.baseCurrency
        guard currency != base else { return 1 }
        guard let pair = currencyPairs.first(where: { $0.first == currency && $0.second == base }) else {
            guard let pair = currencyPairs.first(where: { $0.first == base && $0.second == currency }) else { return 0 }
            let price = market.book(pair.conID, at: quoteTime(.currencies))?.midpoint ?? 0
            return price > 0 ? 1 / price : 0
        }
        return market.book(pair.conID, at: quoteTime(.currencies))?.midpoint ?? 0
    }

    /// What an account is worth now.
    func figures(of account: SimulatedAccount) -> AccountFigures {
        AccountFigures(account, mark: mark, rate: rate)
    }
}

/// A currency pair of the market, for conversions.
struct CurrencyPair: Sendable {
    let conID: Int
    /// The currency whose price the pair tells.
    let first: String
    /// The currency of the price.
    let second: String

    /// The pairs of a market.
    static func all(in catalogue: InstrumentCatalogue) -> [CurrencyPair] {
        catalogue.builtIn.filter { $0.secType == .forex }.map { pair in
            CurrencyPair(conID: pair.conId, first: pair.symbol, second: pair.currency)
        }
    }
}
