/// The quarterly contracts of ES and MES.
enum IndexFutures {
    private struct Product {
        /// The conId of the contract of March 2026; those of other quarters count on from it.
        let firstConId: Int
        let symbol: String
        let multiplier: String
        let longName: String
    }

    private static let products = [
        Product(firstConId: 900_010_000, symbol: "ES", multiplier: "50", longName: "E-mini S&P 500"),
        Product(
            firstConId: 900_020_000,
            symbol: "MES",
            multiplier: "5",
            longName: "Micro E-Mini S&P 500 Stock Price Index"
        ),
    ]

    /// Quarters before and after March 2026 for which there are contracts.
    private static let quarters = -400...1000

    /// The next two quarters of each product at an instant.
    static func listed(at time: ExchangeInstant) -> [Instrument] {
        let today = ExchangeZone.newYork.local(time).date
        return contracts(months: 0..<10, from: today) { expiries in
            expiries.filter { $0.futureExpiry > time }.prefix(2)
        }
    }

    /// The contracts whose details and history are still told at an instant: those that expired in the two years before.
    static func expired(at time: ExchangeInstant) -> [Instrument] {
        let today = ExchangeZone.newYork.local(time).date
        return contracts(months: -24..<1, from: today) { expiries in
            expiries.filter { $0.futureExpiry <= time && $0 > today.adding(months: -24) }[...]
        }
    }

    /// The contract with an id, of any quarter; `nil` for other ids.
    static func future(conId: Int) -> Instrument? {
        for product in products where quarters.contains(conId - product.firstConId) {
            let quarter = conId - product.firstConId
            let month = CivilDate(year: 2026, month: 3, day: 1).adding(months: 3 * quarter)
            return contract(product, expiry: OptionChain.monthlyExpiry(month))
        }
        return nil
    }

    private static func contracts(
        months: Range<Int>,
        from day: CivilDate,
        _ choose: ([CivilDate]) -> ArraySlice<CivilDate>
    ) -> [Instrument] {
        let expiries = months.map { day.adding(months: $0) }.filter { $0.parts.month % 3 == 0 }
            .map(OptionChain.monthlyExpiry)
        return products.flatMap { product in choose(expiries).map { contract(product, expiry: $0) } }
    }

    private static func contract(_ product: Product, expiry: CivilDate) -> Instrument {
        let (year, month, _) = expiry.parts
        let quarter = (year - 2026) * 4 + month / 3 - 1
        return Instrument.indexFuture(
            conId: product.firstConId + quarter,
            product.symbol,
            multiplier: product.multiplier,
            product.longName,
            expiry: expiry,
            openPrice: 6900 + 55 * Double(quarter)
        )
    }
}
