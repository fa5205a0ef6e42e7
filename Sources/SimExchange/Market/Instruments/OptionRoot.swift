internal import TWSWire

/// The properties that all options on one symbol share.
struct OptionRoot: Sendable {
    /// The kind of underlying.
    enum Kind: Sendable {
        case stock(Instrument)
        case index(Instrument)
        case future(FuturesTable.Row)
    }

    /// The number in conIds.
    let number: Int
    let symbol: String
    let kind: Kind

    /// The unit that strikes are multiples of.
    let unit: Double

    /// The strikes that were listed first, which have IDs of their own; empty for newer roots.
    let firstStrikes: [Double]

    /// Every root by number.
    static let all: [Int: OptionRoot] = {
        let stocks = StockTable.rows.enumerated().map {
            OptionRoot(number: $0.offset, stock: Instrument(stock: $0.element))
        }
        let futures = FuturesTable.rows.compactMap { row in row.optionRoot.map { OptionRoot(number: $0, future: row) } }
        let indices = SpotTable.indices.compactMap { row in
            row.optionRoot.map { OptionRoot(number: $0, index: Instrument(index: row)) }
        }
        return Dictionary((stocks + indices + futures).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// All roots in a fixed order.
    static let inOrder = all.values.sorted { $0.number < $1.number }

    /// The security types of their options.
    static let secTypes = Set(inOrder.map(\.secType.text))

    private init(number: Int, stock: Instrument) {
        self.number = number
        symbol = stock.symbol
        kind = .stock(stock)
        unit = 0.5
        let step = Self.step(stock.openPrice)
        let middle = (stock.openPrice / step).rounded()
        firstStrikes = (-10...10).map { (middle + Double($0)) * step }.filter { $0 > 0 }
    }

    private init(number: Int, index: Instrument) {
        self.number = number
        symbol = index.symbol
        kind = .index(index)
        unit = 5
        firstStrikes = []
    }

    private init(number: Int, future: FuturesTable.Row) {
        self.number = number
        symbol = future.symbol
        kind = .future(future)
        unit = 5
        firstStrikes = []
    }

    /// OPT or FOP.
    var secType: SecurityType { if case .future = kind { .futuresOption } else { .option } }

    /// The legal prices of the options.
    var marketRule: MarketRule {
        switch kind {
        case .stock: ["SPY", "QQQ", "IWM"].contains(symbol) ? .pennyOptions : .stockOptions
        case .index: .indexOptions
        case .future: .indexFuturesOptions
        }
    }

    /// Returns the root of a contract's options; `nil` for a contract without options.
    static func root(of underlying: Instrument) -> OptionRoot? {
        inOrder.first { root in
            switch root.kind {
            case .stock(let spot), .index(let spot): spot.conId == underlying.conId
            case .future(let product): underlying.secType == .future && underlying.symbol == product.symbol
            }
        }
    }

    /// Returns the underlying of the options with a last day.
    func underlying(on day: CivilDate) -> Instrument? {
        switch kind {
        case .stock(let spot), .index(let spot): spot
        case .future(let product): FuturesSeries.underlying(product, ofOptionsOn: day)
        }
    }

    /// Returns the class of the options with a last day: for a stock, its symbol without blanks; for an index, its
    /// symbol, with a W for weeks that are not the month's third; for the end of a quarter, the future's symbol; for
    /// other weeks, one by the week of the month.
    func tradingClass(on day: CivilDate) -> String {
        let isMonthly = OptionExpiries.monthly(day) == day
        switch kind {
        case .stock: return symbol.filter { $0 != " " }
        case .index: return isMonthly ? symbol : symbol + "W"
        case .future(let product):
            let (_, month, date) = day.parts
            return month % 3 == 0 && isMonthly ? product.symbol : "EW\((date - 1) / 7 + 1)"
        }
    }

    /// Whether options of a class, in upper case, may belong to this root; always true for futures.
    func mayHave(tradingClass name: String) -> Bool {
        switch kind {
        case .stock: name == symbol.filter { $0 != " " }
        case .index: name == symbol || name == symbol + "W"
        case .future: true
        }
    }

    /// Returns the strikes that are listed when the underlying costs `price`: from 70 % to 130 % of it, at least ten on
    /// each side (fewer only where the price is nearly zero), ascending.
    func strikes(around price: Double) -> [Double] {
        let step = Self.step(price)
        let middle = Int((price / step).rounded())
        let lowest = max(1, min(middle - 10, Int((price * 0.7 / step).rounded(.up))))
        let highest = max(middle + 10, Int((price * 1.3 / step).rounded(.down)))
        return (lowest...highest).map { Double($0) * step }.filter { $0 <= Double(OptionNumber.lastStrike) * unit }
    }

    /// Whether there may be options at a strike: those further out were listed at other times.
    func accepts(_ strike: Double, around price: Double) -> Bool {
        let units = strike / unit
        return units == units.rounded() && units > 0 && units <= Double(OptionNumber.lastStrike)
            && strike > price / 5 && strike < price * 5
    }

    private static func step(_ price: Double) -> Double {
        switch price {
        case ..<25: 0.5
        case ..<75: 1
        case ..<250: 2.5
        case ..<600: 5
        case ..<2000: 10
        default: 25
        }
    }
}

extension OptionRoot: Hashable {
    static func == (left: OptionRoot, right: OptionRoot) -> Bool { left.number == right.number }

    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
