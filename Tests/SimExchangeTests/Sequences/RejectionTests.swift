import SimExchange
import TWSWire
import Testing

/// Orders and cancels that TWS refuses, by error code.
@Suite struct RejectionTests {
    @Test(arguments: [
        (110, ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 180.005)),
        (110, .order(1, .sell, .stop, stop: 100.001)),
        (321, .order(1, .buy, .limit)),
        (321, .order(1, OrderAction("HOLD"))),
        (321, .order(1) { $0.account = "DU1" }),
        (321, .order(1) { $0.tif = TimeInForce("NEVER") }),
        (434, .order(1) { $0.totalQuantity = 0 }),
        (434, .order(1) { $0.totalQuantity = nil }),
        (355, .order(1, of: .stock("177", exchange: "SEHK", currency: "HKD"))),
        (200, .order(1, of: .stock("NOSUCH"))),
        (321, .order(1, of: .stock("AAPL", exchange: ""))),
        (387, .order(1, .buy, .boxTop, stop: 1)),
        (439, .order(1) { $0.algoStrategy = "Sniper" }),
        (413, .order(1) { ($0.whatIf, $0.transmit) = (true, false) }),
    ])
    func invalidOrders(code: Int, request: ClientMessage.PlaceOrder) {
        var bench = Bench()
        #expect(bench.place(request).story == ["error 1 \(code)"])
        #expect(bench.wait(milliseconds: 1000).isEmpty)
        #expect(bench.exchange.snapshot.orders.isEmpty)
        #expect(bench.place(.order(1)).isEmpty, "the id is still free")
    }

    @Test func readOnly() {
        var bench = Bench { $0.isReadOnly = true }
        #expect(bench.place(.order(1)).story == ["error 1 321"])
    }

    /// 179.9 + 0.05 is 179.95000000000002 to a client, and no other price than 179.95.
    @Test func whatArithmeticLeavesBehindIsNoPartOfAPrice() {
        var bench = Bench()
        let told = bench.place(.order(1, .buy, .limit, limit: 179.9 + 0.05)) + bench.wait(milliseconds: 1000)
        #expect(Set(told.limits) == [179.95])
        #expect(bench.place(.order(2, .buy, .limit, limit: 180.0000001)).story == ["error 2 110"])
    }

    @Test func idsMustGrow() {
        var bench = Bench()
        _ = bench.place(.order(5, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        #expect(bench.place(.order(3)).story == ["error 3 103"])
        _ = bench.cancel(5) + bench.wait(milliseconds: 1000)
        #expect(bench.place(.order(5, .buy, .limit, limit: 180)).story == ["error 5 103"])
    }

    @Test func modifications() {
        var bench = Bench()
        _ = bench.place(.order(1)) + bench.place(.order(2, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        #expect(bench.place(.order(1)).isEmpty, "a live Gateway ignores new terms for a filled order")
        #expect(bench.place(.order(2, .sell, .limit, limit: 250)).story == ["error 2 105"])
        #expect(bench.place(.order(2, .buy, .limit, limit: 180, of: .stock("MSFT"))).story == ["error 2 105"])
    }

    @Test func cancels() {
        var bench = Bench()
        #expect(bench.cancel(77).story == ["error 77 10147"])
        _ = bench.place(.order(1, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        #expect(bench.cancel(1).story == ["orderStatus 1 PendingCancel"])
        #expect(bench.cancel(1).story == ["error 1 161"])
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.cancel(1).story == ["error 1 10148"])
    }

    @Test func globalCancelEndsEverything() {
        var bench = Bench()
        let other = bench.connect(8, as: 2)
        for id in 1...3 { _ = bench.place(.order(id, .buy, .limit, limit: 180)) }
        _ = bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 180), from: other)
        _ = bench.place(.order(4, .buy, .limit, limit: 180) { $0.transmit = false })
        _ = bench.wait(milliseconds: 1000)
        _ = bench.send(ClientMessage.ReqGlobalCancel(), from: other)
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.exchange.snapshot.orders.map(\.status) == Array(repeating: .cancelled, count: 5))
    }

    @Test func clientIDInUse() {
        var bench = Bench()
        let second = ConnectionID(2)
        let told = bench.exchange.connect(clientId: 7, serverVersion: 200, as: second, at: bench.exchange.now)
        #expect(told.map(\.message).story == ["error -1 326"])
        #expect(!bench.exchange.isConnected(second) && bench.exchange.isConnected(bench.client))
    }
}
