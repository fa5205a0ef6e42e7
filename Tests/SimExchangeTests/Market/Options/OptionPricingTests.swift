import Testing

@testable import SimExchange

/// Black and Scholes against values of Python's `statistics.NormalDist` (CPython 3), without interest.
@Suite struct OptionPricingTests {
    private static let start = CivilDate(daysSinceEpoch: 0)

    private func pricing(_ strike: Double, _ isCall: Bool, days: Int) -> OptionPricing {
        let terms = QuoteModel.Option(
            strike: strike,
            isCall: isCall,
            expiry: Self.start.adding(days: days),
            impliedVolatility: 0.2
        )
        return OptionPricing(terms, on: Self.start)
    }

    @Test func figuresAreThoseOfTheFormula() {
        let put = pricing(185, false, days: 30).figures(190, 0.24)
        #expect(abs(put.price - 3.0273417661) < 1e-9 && abs(put.delta + 0.3365162385) < 1e-9)
        #expect(abs(put.gamma - 0.0279165954) < 1e-9 && abs(put.vega - 0.1987967525) < 1e-9)
        #expect(abs(put.theta + 0.079518701) < 1e-9)
        let call = pricing(7000, true, days: 11).figures(6900, 0.16)
        #expect(abs(call.price - 37.1177659997) < 1e-8 && abs(call.delta - 0.3070816862) < 1e-9)
        #expect(abs(call.gamma - 0.0018331655) < 1e-9 && abs(call.theta + 3.060673217) < 1e-8)
    }

    /// Hull, "Options, Futures and Other Derivatives": at the money the value is about 0.4 S σ √T.
    @Test func atTheMoneyOptionsCostWhatTheyShould() {
        let price = pricing(100, true, days: 365).price(100, 0.2)
        #expect(abs(price - 7.965567) < 1e-5)
        #expect(pricing(100, true, days: -1).price(107, 0.2) == 7)
    }

    @Test(arguments: [0.05, 0.24, 0.9, 3])
    func volatilityIsFoundAgain(volatility: Double) throws {
        for strike in [90.0, 100, 115] {
            for isCall in [true, false] {
                let pricing = pricing(strike, isCall, days: 45)
                let price = pricing.price(100, volatility)
                guard price > pricing.intrinsic(100) + 1e-6 else { continue }
                let found = try #require(pricing.volatility(price: price, 100))
                #expect(abs(found - volatility) < 1e-4)
            }
        }
        #expect(pricing(90, true, days: 45).volatility(price: 9.99, 100) == nil)
        #expect(pricing(90, true, days: 45).volatility(price: 101, 100) == nil)
    }
}
