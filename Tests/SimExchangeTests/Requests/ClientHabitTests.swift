import TWSWire
import Testing

@testable import SimExchange

/// What clients do that the protocol does not forbid.
@Suite struct ClientHabitTests {
    /// Behind 2147483647 there is no id that nextValidId could tell.
    @Test func theLargestOrderIdIsNone() {
        var bench = Bench()
        #expect(bench.place(.order(Int(Int32.max))).codes == [321])
        #expect(bench.place(.order(Int(Int32.max) - 1)).codes.isEmpty)
        let ids = ClientMessage.ReqIds()
        guard case .nextValidId(let next)? = bench.send(ids).first else { return #expect(Bool(false), "no id") }
        #expect(next.orderId == Int(Int32.max))
    }

    @Test func clientIdsAreNotNegative() {
        var bench = Bench()
        let connection = ConnectionID(9)
        let told = bench.exchange.connect(clientId: -1, serverVersion: 200, as: connection, at: bench.exchange.now)
        #expect(told.map(\.message).codes == [321] && !bench.exchange.isConnected(connection))
    }

    @Test(arguments: [("ISLAND", 1), ("NASDAQ", 1), ("SMART", 1), ("", 1), ("NYSE", 0)])
    func executionsAreFilteredByExchange(exchange: String, count: Int) {
        var bench = Bench.punctual()
        #expect(bench.fill(.order(1)).map(\.exchange) == ["ISLAND"])
        var request = ClientMessage.ReqExecutions()
        (request.reqId, request.filter.exchange) = (5, exchange)
        #expect(bench.send(request).executions.count == count)
    }

    /// TWS shows a limit three cents beyond the stop at first; of a future it is a multiple of its tick.
    @Test func theFirstReportOfAStopIsAtALegalPrice() throws {
        var bench = Bench.punctual()
        let order = ClientMessage.PlaceOrder.order(1, .sell, .stop, stop: 6000.25, of: .mes) { $0.totalQuantity = 1 }
        let told = bench.place(order) + bench.wait(milliseconds: 1000)
        let limit = try #require(told.terms.first?.lmtPrice)
        #expect(limit == 6000.5)
    }
}
