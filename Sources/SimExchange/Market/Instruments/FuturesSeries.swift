internal import TWSWire

/// The contracts of the products of `FuturesTable`.
enum FuturesSeries {
    /// The numbers, relative to the first contract, for which there are IDs.
    private static let numbers = -400...1000

    /// Returns the next contracts of each product at an instant, the front one first.
    static func listed(at time: ExchangeInstant) -> [Instrument] {
        FuturesTable.rows.flatMap { product in
            contracts(product, around: time, months: 0..<14).filter { !$0.isExpired(at: time) }
                .prefix(FuturesTable.listedCount(product.cycle))
        }
    }

    /// Returns the contracts whose details and history are still available at an instant: those that expired in the two
    /// years before.
    static func expired(at time: ExchangeInstant) -> [Instrument] {
        FuturesTable.rows.flatMap { product in
            contracts(product, around: time, months: -24..<3).filter { $0.isExpired(at: time) }
        }
    }

    /// Returns the contract with an ID, of any month; `nil` for any other ID.
    static func future(conId: Int) -> Instrument? {
        for product in FuturesTable.rows where numbers.contains(conId - product.firstConId) {
            return contract(product, number: conId - product.firstConId)
        }
        return nil
    }

    /// Returns the underlying of a product's options that end on a day: the first contract that ends on it or later.
    static func underlying(_ product: FuturesTable.Row, ofOptionsOn day: CivilDate) -> Instrument? {
        let start = ExchangeZone.newYork.instant(day, secondOfDay: 0)
        return contracts(product, around: start, months: 0..<14).first { $0.lastTradeDateOrContractMonth >= day.text }
    }

    private static func contracts(
        _ product: FuturesTable.Row,
        around time: ExchangeInstant,
        months: Range<Int>
    ) -> [Instrument] {
        let (year, month, _) = ExchangeZone.newYork.local(time).date.parts
        let first = (year - 2026) * 12 + month - 1
        return months.compactMap { number(product.cycle, month: first + $0) }.filter(numbers.contains)
            .map { contract(product, number: $0) }
    }

    /// Returns the number of a month's contract within its product, counted from January 2026; `nil` for months without
    /// one.
    private static func number(_ cycle: FuturesTable.Cycle, month: Int) -> Int? {
        switch cycle {
        case .indexQuarters: month % 3 == 2 || month % 3 == -1 ? (month - 2) / 3 : nil
        case .crudeOil: month
        case .gold: month % 2 == 0 ? nil : month
        }
    }

    private static func contract(_ product: FuturesTable.Row, number: Int) -> Instrument {
        let steps = product.cycle == .indexQuarters ? number * 3 + 2 : number
        let month = CivilDate(year: 2026, month: 1, day: 1).adding(months: steps)
        return Instrument(future: product, number: number, month: month)
    }
}

extension FuturesTable.Cycle {
    /// Returns the last day of a month's contract.
    func lastDay(ofMonth month: CivilDate) -> CivilDate {
        switch self {
        case .indexQuarters: return OptionExpiries.monthly(month)
        case .crudeOil:
            let (year, number, _) = month.adding(months: -1).parts
            var day = CivilDate(year: year, month: number, day: 25)
            // Three business days before the 25th, or before the business day that precedes it.
            if !TradingCalendar.usStocks.isTradingDay(day) { day = TradingCalendar.usStocks.tradingDay(before: day) }
            for _ in 0..<3 { day = TradingCalendar.usStocks.tradingDay(before: day) }
            return day
        case .gold:
            var day = month.adding(months: 1)
            for _ in 0..<3 { day = TradingCalendar.usStocks.tradingDay(before: day) }
            return day
        }
    }

    /// Returns when trading ends on the last day.
    func end(on day: CivilDate) -> ExchangeInstant {
        switch self {
        case .indexQuarters: ExchangeZone.chicago.instant(day, secondOfDay: 8 * 3600 + 1800)
        case .crudeOil: ExchangeZone.newYork.instant(day, secondOfDay: 14 * 3600 + 1800)
        case .gold: ExchangeZone.newYork.instant(day, secondOfDay: 13 * 3600 + 1800)
        }
    }
}
