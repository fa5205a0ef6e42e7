/// The legal prices of an instrument: multiples of an increment that may depend on the price.
///
/// Prices are counted in units of 10^-`decimals`, so that 190.01 is exactly the Double nearest to 190.01.
package struct MarketRule: Hashable, Sendable {
    /// A range of prices: from its lower edge to the next range's.
    package struct Tier: Hashable, Sendable {
        /// The lowest price of the range, in units.
        let lowEdgeUnits: Int64

        /// The price increment in the range, in units.
        let incrementUnits: Int64
    }

    /// The ID that marketRuleIds contains and reqMarketRule requests.
    package let id: Int

    /// The decimal places of the finest increment.
    package let decimals: Int

    /// The ranges in ascending order; the first one starts at 0.
    package let tiers: [Tier]

    /// 10 to the power of `decimals`.
    let scale: Int64

    init(id: Int, decimals: Int, tiers: [(lowEdgeUnits: Int64, incrementUnits: Int64)]) {
        self.id = id
        self.decimals = decimals
        self.tiers = tiers.map { Tier(lowEdgeUnits: $0.lowEdgeUnits, incrementUnits: $0.incrementUnits) }
        scale = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
    }

    /// The ranges as prices, as the message marketRule carries them.
    package var priceIncrements: [(lowEdge: Double, increment: Double)] {
        tiers.map { (price($0.lowEdgeUnits), price($0.incrementUnits)) }
    }

    /// The finest increment of all ranges.
    package var minTick: Double {
        price(tiers.map(\.incrementUnits).min() ?? 1)
    }

    /// Returns the increment at `price`.
    package func increment(at price: Double) -> Double {
        self.price(incrementUnits(at: units(price)))
    }

    /// Whether an order may carry `price`: a multiple of the increment, within the rounding errors of a client's
    /// arithmetic.
    package func isLegal(_ price: Double) -> Bool {
        guard price.isFinite, abs(price) < 1e12 else { return false }
        let nearest = units(price)
        return legalized(nearest, upwards: false) == nearest
            && abs(self.price(nearest) - price) <= max(1, abs(price)) * 1e-11
    }

    /// Returns the legal price that `price` stands for; `price` itself if it is not legal.
    func exact(_ price: Double) -> Double { isLegal(price) ? self.price(units(price)) : price }

    /// Returns the highest legal price at or below `price`.
    package func roundedDown(_ price: Double) -> Double {
        rounded(price, upwards: false)
    }

    /// Returns the lowest legal price at or above `price`.
    package func roundedUp(_ price: Double) -> Double {
        rounded(price, upwards: true)
    }

    /// Returns the price of `units`: one division, so the Double nearest to the decimal number.
    func price(_ units: Int64) -> Double {
        Double(units) / Double(scale)
    }

    /// Returns the number of units nearest to `price`.
    func units(_ price: Double) -> Int64 {
        guard price.isFinite, abs(price) < 1e12 else { return 0 }
        return Int64((price * Double(scale)).rounded())
    }

    /// Returns the increment, in units, of the range that contains `units`; negative prices use that of their
    /// magnitude.
    func incrementUnits(at units: Int64) -> Int64 {
        let size = abs(units)
        return tiers.last { $0.lowEdgeUnits <= size }?.incrementUnits ?? tiers.first?.incrementUnits ?? 1
    }

    /// Returns the nearest legal number of units at or below (or at or above) `units`.
    func legalized(_ units: Int64, upwards: Bool) -> Int64 {
        let increment = incrementUnits(at: units)
        let lower = ExchangeInstant.floorDivide(units, increment) * increment
        return lower == units || !upwards ? lower : lower + increment
    }

    private func rounded(_ price: Double, upwards: Bool) -> Double {
        if isLegal(price) { return self.price(units(price)) }
        let scaled = price * Double(scale)
        guard scaled.isFinite, abs(scaled) < 1e15 else { return price }
        let units = Int64(upwards ? scaled.rounded(.up) : scaled.rounded(.down))
        return self.price(legalized(units, upwards: upwards))
    }
}

extension MarketRule {
    /// US stocks: one cent. ID 26 as captured from a live Gateway.
    static let usStocks = MarketRule(id: 26, decimals: 2, tiers: [(0, 1)])

    /// Currencies: a twentieth of a thousandth.
    static let currencies = MarketRule(id: 239, decimals: 5, tiers: [(0, 5)])

    /// CME equity index futures: a quarter point.
    static let indexFutures = MarketRule(id: 67, decimals: 2, tiers: [(0, 25)])

    /// Options of the penny program on SPY, QQQ and IWM: one cent at any price.
    static let pennyOptions = MarketRule(id: 109, decimals: 2, tiers: [(0, 1)])

    /// Other options of the penny program: one cent below 3, otherwise five.
    static let stockOptions = MarketRule(id: 110, decimals: 2, tiers: [(0, 1), (300, 5)])

    /// Hong Kong stocks: the spread table since August 2025 (first phase of the reduction of minimum spreads).
    static let hongKongStocks = MarketRule(
        id: 1083,
        decimals: 3,
        tiers: [
            (0, 1), (250, 5), (500, 10), (20_000, 20), (50_000, 50), (100_000, 100), (200_000, 200), (500_000, 500),
            (1_000_000, 1000), (2_000_000, 2000),
        ]
    )

    /// Currencies in yen: half a hundredth. IDs from 2,100 are the simulator's own.
    static let yen = MarketRule(id: 2100, decimals: 3, tiers: [(0, 5)])

    /// Indices, ether: a hundredth.
    static let points = MarketRule(id: 2101, decimals: 2, tiers: [(0, 1)])

    /// Bitcoin: a quarter.
    static let bitcoin = MarketRule(id: 2102, decimals: 2, tiers: [(0, 25)])

    /// Crude oil: one cent.
    static let cents = MarketRule(id: 2103, decimals: 2, tiers: [(0, 1)])

    /// Gold: a tenth.
    static let tenths = MarketRule(id: 2104, decimals: 1, tiers: [(0, 1)])

    /// Options on index futures: five hundredths below 10, otherwise a quarter.
    static let indexFuturesOptions = MarketRule(id: 2105, decimals: 2, tiers: [(0, 5), (1000, 25)])

    /// Options on SPX: five hundredths below 3, otherwise a tenth.
    static let indexOptions = MarketRule(id: 2106, decimals: 2, tiers: [(0, 5), (300, 10)])

    /// Bonds: a thousandth of a percent of the face value.
    static let bonds = MarketRule(id: 2107, decimals: 3, tiers: [(0, 1)])

    /// Stocks of Xetra that trade 9,000 times a day or more: the last column of the annex of Delegated Regulation (EU)
    /// 2017/588, for prices from 1.
    static let xetraStocks = MarketRule(
        id: 2108,
        decimals: 4,
        tiers: [
            (0, 1), (10_000, 2), (20_000, 5), (50_000, 10), (100_000, 20), (200_000, 50), (500_000, 100),
            (1_000_000, 200), (2_000_000, 500), (5_000_000, 1000), (10_000_000, 2000), (20_000_000, 5000),
        ]
    )

    /// The built-in rules, for reqMarketRule.
    static let all = [
        usStocks, currencies, indexFutures, pennyOptions, stockOptions, hongKongStocks, yen, points, bitcoin, cents,
        tenths, indexFuturesOptions, indexOptions, bonds, xetraStocks,
    ]
}
