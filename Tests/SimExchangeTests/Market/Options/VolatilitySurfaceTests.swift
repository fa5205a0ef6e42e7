import TWSWire
import Testing

@testable import SimExchange

/// What must hold of the prices of options whatever the model: put-call parity, and no free profit between strikes or
/// expiries.
@Suite struct VolatilitySurfaceTests {
    /// Times from the virtual start to two years behind it, when prices have gone far.
    private static let times = [0, 3, 200, 730].map {
        ExchangeInstant.virtualStart.adding(seconds: Int64($0) * 86_400)
    }

    private func value(_ option: Instrument, _ engine: QuoteEngine, _ time: ExchangeInstant) throws -> Double {
        let terms = try #require(option.model.option)
        let source = try #require(engine.source(option.conId))
        let volatility = try #require(source.volatility(at: time))
        return OptionPricing(terms, on: ExchangeZone.utc.local(time).date)
            .price(source.underlyingPrice(at: time), volatility)
    }

    @Test(arguments: ["TSLA", "F", "SPY"])
    func parityAndMonotonicityHold(symbol: String) throws {
        for (seed, time) in Self.times.enumerated() {
            var engine = QuoteEngine(seed: UInt64(seed), catalogue: InstrumentCatalogue(at: time))
            engine.move(to: time)
            let stock = try #require(engine.catalogue.find(ContractQuery(symbol: symbol, secType: "STK")).first)
            let price = try #require(engine.source(stock.conId)).underlyingPrice(at: time)
            let options = engine.catalogue.find(ContractQuery(symbol: symbol, secType: "OPT"))
            let groups = Dictionary(grouping: options) { $0.lastTradeDateOrContractMonth }
            for (_, group) in groups {
                let calls = try group.filter { $0.right == .call }.map { try value($0, engine, time) }
                let puts = try group.filter { $0.right == .put }.map { try value($0, engine, time) }
                let strikes = group.filter { $0.right == .call }.map(\.strike)
                #expect(strikes == strikes.sorted() && strikes.count >= 16)
                #expect(zip(calls, calls.dropFirst()).allSatisfy { $0 > $1 - 1e-9 })
                #expect(zip(puts, puts.dropFirst()).allSatisfy { $0 < $1 + 1e-9 })
                for (index, strike) in strikes.enumerated() {
                    #expect(abs(calls[index] - puts[index] - (price - strike)) < 1e-6)
                }
                // A butterfly is never for nothing.
                for index in strikes.indices.dropFirst().dropLast() {
                    #expect(calls[index - 1] + calls[index + 1] - 2 * calls[index] > -1e-9)
                }
            }
            let middle = try #require(options.map(\.strike).min { abs($0 - price) < abs($1 - price) })
            let byExpiry = try options.filter { $0.strike == middle && $0.right == .call }
                .map { try value($0, engine, time) }
            #expect(byExpiry == byExpiry.sorted())
        }
    }

    /// Bid and ask keep parity to within their spreads, and rise and fall with the strikes.
    @Test func quotesKeepParity() throws {
        let engine = QuoteEngine(seed: 4)
        let time = ExchangeInstant.virtualStart.adding(seconds: 3600)
        let stock = try #require(engine.book(265_598, at: time))
        func books(_ right: String) -> [TopOfBook] {
            engine.catalogue.find(
                ContractQuery(symbol: "AAPL", secType: "OPT", lastTradeDateOrContractMonth: "20260220", right: right)
            ).compactMap { engine.book($0.conId, at: time) }
        }
        let (calls, puts) = (books("C"), books("P"))
        let strikes = try #require(engine.catalogue.optionChains(underlyingConId: 265_598).first).strikes
        #expect(calls.count == strikes.count && puts.count == strikes.count && strikes.count > 40)
        for (index, strike) in strikes.enumerated() {
            #expect(calls[index].ask - puts[index].bid >= stock.bid - strike - 0.011)
            #expect(calls[index].bid - puts[index].ask <= stock.ask - strike + 0.011)
        }
        #expect(calls.map(\.bid) == calls.map(\.bid).sorted(by: >) && puts.map(\.ask) == puts.map(\.ask).sorted())
    }

    /// Months later, and on the clock of a machine, strikes lie around the price and expiries ahead.
    @Test func strikesAndExpiriesFollowTheClock() throws {
        for (seed, time) in Self.times.enumerated() {
            let engine = QuoteEngine(seed: UInt64(seed), catalogue: InstrumentCatalogue(at: time))
            for underlying in engine.catalogue.underlyings {
                let price = try #require(engine.book(underlying.conId, at: time)).midpoint
                let chains = engine.catalogue.optionChains(underlyingConId: underlying.conId)
                for chain in chains {
                    #expect(chain.strikes.filter { $0 > price }.count >= 8)
                    #expect(chain.strikes.filter { $0 < price }.count >= 8 || chain.strikes.first == 0.5)
                    let today = ExchangeTime.dateText(time, in: .newYork)
                    #expect(chain.expirations.allSatisfy { $0 >= today })
                }
            }
        }
    }
}
