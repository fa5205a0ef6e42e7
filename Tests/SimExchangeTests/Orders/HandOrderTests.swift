import SimExchange
import TWSWire
import Testing

/// Orders that the user enters in TWS itself, and the clients that see them.
@Suite struct HandOrderTests {
    private static let terms = ClientMessage.PlaceOrder.order(0, .buy, .limit, limit: 150).order

    private static func place(_ bench: inout Bench) -> [Delivery] {
        bench.exchange.placeByHand(terms, of: .aapl, at: bench.exchange.now)
            + bench.exchange.advance(to: bench.exchange.now.adding(seconds: 1))
    }

    @Test func unboundOrderHasNoId() {
        var bench = Bench()
        _ = bench.connect(0, as: 2)
        #expect(Self.place(&bench).isEmpty)
        #expect(bench.send(ClientMessage.ReqOpenOrders()).story == ["openOrderEnd"])
        let told = bench.send(ClientMessage.ReqAllOpenOrders())
        #expect(told.story == ["openOrder 0 Submitted", "orderStatus 0 Submitted", "openOrderEnd"])
        #expect(told.terms.map(\.clientId) == [0])
    }

    @Test func openOrdersOfClientZeroBindIt() throws {
        var bench = Bench()
        let zero = bench.connect(0, as: 2)
        _ = Self.place(&bench)
        let told = bench.send(ClientMessage.ReqOpenOrders(), from: zero)
        guard case .orderBound(let bound)? = told.first else { return #expect(Bool(false), "no orderBound") }
        #expect(bound.orderId == -1 && bound.clientId == 0 && bound.permId == told.permIDs.first)
        #expect(told.story == ["openOrder -1 Submitted", "orderStatus -1 Submitted", "openOrderEnd"])
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = -1
        #expect(bench.send(cancel, from: zero).story == ["orderStatus -1 PendingCancel"])
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.exchange.snapshot.openOrders.isEmpty)
    }

    @Test func autoBindingBindsNewOrders() {
        var bench = Bench()
        let zero = bench.connect(0, as: 2)
        var request = ClientMessage.ReqAutoOpenOrders()
        request.autoBind = true
        #expect(bench.send(request, from: zero).isEmpty)
        let told = Self.place(&bench) + Self.place(&bench)
        #expect(told.allSatisfy { $0.connection == zero })
        let ids = told.map(\.message).compactMap { message in
            if case .orderBound(let bound) = message { bound.orderId } else { nil }
        }
        #expect(ids == [-1, -2])
        #expect(told.map(\.message).story.last == "orderStatus -2 Submitted")
    }

    @Test func masterClientHearsOfThem() {
        var bench = Bench { $0.masterClientId = 9 }
        let master = bench.connect(9, as: 2)
        let told = Self.place(&bench)
        #expect(!told.isEmpty && told.allSatisfy { $0.connection == master })
    }

    @Test func onlyClientZeroMayBind() {
        var bench = Bench()
        var request = ClientMessage.ReqAutoOpenOrders()
        request.autoBind = true
        #expect(bench.send(request).codes == [327])
    }

    @Test func cancellerFindsItsOwnIdInTheStatus() {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 150)) + bench.wait(milliseconds: 1000)
        let zero = bench.connect(0, as: 2)
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = 1
        _ = bench.send(cancel, from: zero)
        let deliveries = bench.exchange.advance(to: bench.exchange.now.adding(seconds: 1))
        let ids = deliveries.reduce(into: [Int: Int]()) { ids, delivery in
            if case .orderStatus(let status) = delivery.message { ids[delivery.connection.number] = status.clientId }
        }
        #expect(ids == [1: 7, 2: 0])
    }
}
