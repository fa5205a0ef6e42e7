internal import TWSWire

/// The value of an account at an instant; amounts in the base currency are whole cents.
struct AccountFigures: Sendable {
    /// The amounts in one currency, in that currency.
    struct CurrencyFigures: Sendable {
        let currency: String
        /// The value of one unit in the base currency.
        let rate: Double
        var cash = 0.0
        var stockValue = 0.0
        var optionValue = 0.0
        var futuresProfit = 0.0
        var unrealized = 0.0
        var realized = 0.0

        var netLiquidation: Double { cash + stockValue + optionValue + futuresProfit }
    }

    /// The figures by currency, the base currency first.
    let currencies: [CurrencyFigures]
    /// The cash in all currencies.
    let cash: Double
    /// The value of stocks, options and the open profit of futures.
    let positionValue: Double
    let stockValue: Double
    let optionValue: Double
    let futuresProfit: Double
    let grossPositionValue: Double
    let unrealized: Double
    let realized: Double
    let initialMargin: Double
    let maintenanceMargin: Double

    /// The value of cash and positions at market.
    var netLiquidation: Double { Cents.rounded(cash + positionValue) }
    var equityWithLoan: Double { netLiquidation }
    var availableFunds: Double { Cents.rounded(equityWithLoan - initialMargin) }
    var excessLiquidity: Double { Cents.rounded(equityWithLoan - maintenanceMargin) }
    /// Four times the available funds, as for a margin account.
    var buyingPower: Double { Cents.rounded(max(0, availableFunds) * 4) }
    var leverage: Double { netLiquidation > 0 ? grossPositionValue / netLiquidation : 0 }
    var cushion: Double { netLiquidation > 0 ? excessLiquidity / netLiquidation : 0 }

    /// The security types that are paid for and held.
    private static let owned: Set<SecurityType> = [.stock, .option, .futuresOption, .crypto, .bond, .commodity]

    /// Values an account at an instant.
    init(_ account: SimulatedAccount, _ prices: some Marks, at now: ExchangeInstant) {
        let positions = account.allPositions
        // An account has a few currencies at most.
        var all: [CurrencyFigures] = []
        func place(_ currency: String) -> Int? { all.firstIndex { $0.currency == currency } }
        func add(_ currency: String) {
            guard place(currency) == nil else { return }
            let rate = prices.rate(currency, at: now)
            all.append(CurrencyFigures(currency: currency, rate: rate, cash: account.cash(in: currency)))
        }
        for currency in account.currencies { add(currency) }
        for position in positions { add(position.instrument.currency) }
        if all.count > 1 {
            all.sort { left, right in
                (left.currency == SimulatedAccount.baseCurrency ? 0 : 1, left.currency)
                    < (right.currency == SimulatedAccount.baseCurrency ? 0 : 1, right.currency)
            }
        }
        var (gross, initial, maintenance) = (0.0, 0.0, 0.0)
        for position in positions {
            let instrument = position.instrument
            let price = prices.mark(instrument, at: now)
            let currency = place(instrument.currency)
            let worth = abs(position.marketValue(at: price)) * (currency.map { all[$0].rate } ?? 0)
            if let rates = Margin.rates(instrument) {
                initial += worth * rates.initial
                maintenance += worth * rates.maintenance
            }
            if Self.owned.contains(instrument.secType) { gross += worth }
            if let currency { all[currency].add(position, price: price) }
        }
        for (currency, margin) in OptionMargin.required(positions, prices, at: now) {
            let rate = place(currency).map { all[$0].rate } ?? 0
            initial += margin * rate
            maintenance += margin * rate
        }
        let sorted = all
        func total(_ part: (CurrencyFigures) -> Double) -> Double {
            Cents.rounded(sorted.reduce(0) { $0 + part($1) * $1.rate })
        }
        currencies = sorted
        cash = total(\.cash)
        positionValue = total { $0.stockValue + $0.optionValue + $0.futuresProfit }
        stockValue = total(\.stockValue)
        optionValue = total(\.optionValue)
        futuresProfit = total(\.futuresProfit)
        unrealized = total(\.unrealized)
        realized = total(\.realized)
        grossPositionValue = Cents.rounded(gross)
        initialMargin = Cents.rounded(initial)
        maintenanceMargin = Cents.rounded(maintenance)
    }
}

extension AccountFigures.CurrencyFigures {
    fileprivate mutating func add(_ position: SimulatedPosition, price: Double) {
        let equity = position.equity(at: price)
        switch position.instrument.secType {
        case .option, .futuresOption: optionValue += equity
        case .future, .contractForDifference: futuresProfit += equity
        case .stock, .crypto, .bond, .commodity: stockValue += equity
        default: break
        }
        unrealized += position.unrealized(at: price)
        realized += position.realized
    }
}
