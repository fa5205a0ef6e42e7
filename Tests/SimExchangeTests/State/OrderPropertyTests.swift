import TWSWire
import Testing

@testable import SimExchange

/// What an order is told by that its terms do not hold.
@Suite struct OrderPropertyTests {
    /// A limit order that was made a market order is told as filled before its executions, after a restart too.
    @Test func limitMadeMarketOrderStaysOne() throws {
        var bench = Bench.punctual()
        _ = bench.place(.order(1, .buy, .limit, limit: 100))
        _ = bench.wait(milliseconds: 1000)
        _ = bench.place(.order(1))
        _ = bench.wait(milliseconds: 120)
        let state = try bench.exchange.state
        #expect(state.orders.map(\.progress.isMadeMarketable) == [true] && state.events.map(\.kind).contains("fill"))
        var other = bench
        other.exchange = try SimExchange(configuration: bench.exchange.configuration, restoring: state)
        _ = other.connect(7, as: 2)
        let expected = bench.wait(milliseconds: 1000)
        let told = other.exchange.advance(to: other.exchange.now.adding(milliseconds: 1000)).map(\.message)
        #expect(told.story == expected.story)
        #expect(told.story.first == "openOrder 1 Filled")
    }
}
