import TWSWire
import Testing

@testable import SimExchange

@Suite("The order book's indexes")
struct OrderBookTests {
    private let instrument = InstrumentCatalogue().find(ContractQuery(symbol: "AAPL", secType: "STK"))[0]

    private func order(_ number: Int, inTheNight: Bool) throws -> SimulatedOrder {
        var terms = Order()
        (terms.action, terms.orderType, terms.totalQuantity) = (.buy, .market, 1)
        terms.includeOvernight = inTheNight
        return SimulatedOrder(
            OrderKey(clientID: 7, orderID: number),
            Traded(instrument: instrument, legs: []),
            terms,
            try OrderTerms.behaviour(terms)
        )
    }

    @Test("know an order of the night however many others have changed", arguments: [0, 3, 15, 16, 17, 40])
    func nights(others: Int) throws {
        var book = OrderBook(hasRealSessions: true)
        for number in 0..<others { _ = book.add(try order(1 + number, inTheNight: false)) }
        let before = book.wantsNight(instrument.conId)
        let place = book.add(try order(1_000, inTheNight: true))
        for number in 0..<others { _ = book.add(try order(2_000 + number, inTheNight: false)) }
        let (own, other) = (book.wantsNight(instrument.conId), book.wantsNight(instrument.conId + 1))
        book.finish(place, at: .virtualStart)
        let after = book.wantsNight(instrument.conId)
        #expect([before, own, other, after] == [false, true, false, false])
    }

    @Test("know an order whose hours change") func hoursChange() throws {
        var book = OrderBook(hasRealSessions: true)
        let place = book.add(try order(1, inTheNight: false))
        let before = book.wantsNight(instrument.conId)
        book[place].terms.includeOvernight = true
        let during = book.wantsNight(instrument.conId)
        book[place].terms.includeOvernight = false
        let after = book.wantsNight(instrument.conId)
        #expect([before, during, after] == [false, true, false])
    }

    @Test("know nobody of the night where sessions are not real") func withoutSessions() throws {
        var book = OrderBook(hasRealSessions: false)
        _ = book.add(try order(1, inTheNight: true))
        let wants = book.wantsNight(instrument.conId)
        #expect(!wants)
    }
}
