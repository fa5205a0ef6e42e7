import SimExchange
import TWSWire
import Testing

/// Every order type with every time in force that goes with it: accepted, told in order, and ended by a cancel.
@Suite struct AcceptanceTests {
    /// Prices that keep an order from filling.
    private static func request(_ type: OrderType, _ action: OrderAction, _ tif: TimeInForce)
        -> ClientMessage.PlaceOrder
    {
        let isBuy = action == .buy
        let (low, high) = (150.0, 250.0)
        let away = isBuy ? low : high
        let stop = isBuy ? high : low
        var request = ClientMessage.PlaceOrder.order(1, action, type) { $0.tif = tif }
        switch type {
        case .limit, .limitOnClose: request.order.lmtPrice = away
        case .stop: request.order.auxPrice = stop
        case .stopLimit: (request.order.lmtPrice, request.order.auxPrice) = (stop, stop)
        case .trail: request.order.auxPrice = 30
        case .trailLimit: (request.order.auxPrice, request.order.lmtPriceOffset) = (30, 1)
        case .marketIfTouched: request.order.auxPrice = away
        case .limitIfTouched: (request.order.lmtPrice, request.order.auxPrice) = (away, away)
        case .midPrice, .pegMid, .relative: request.order.lmtPrice = away
        default: break
        }
        if tif == .goodTillDate { request.order.goodTillDate = "20260108 12:00:00 US/Eastern" }
        return request
    }

    @Test(
        arguments: [
            OrderType.limit, .stop, .stopLimit, .trail, .trailLimit, .marketIfTouched, .limitIfTouched, .midPrice,
            .pegMid, .relative,
        ],
        [TimeInForce.day, .goodTillCancelled, .goodTillDate]
    )
    func restsAndIsCancelled(type: OrderType, tif: TimeInForce) throws {
        for action in [OrderAction.buy, .sell] {
            var bench = Bench.punctual()
            let told = bench.place(Self.request(type, action, tif)) + bench.wait(milliseconds: 2000)
            let terms = try #require(told.terms.first)
            #expect(terms.orderType == type && terms.tif == tif && terms.action == action)
            let waits = [.stop, .stopLimit, .trail, .trailLimit, .marketIfTouched, .limitIfTouched].contains(type)
            let last = waits ? "orderStatus 1 PreSubmitted trigger" : "orderStatus 1 Submitted"
            #expect(told.story.first == "openOrder 1 PreSubmitted" && told.story.last == last)
            let ended = bench.cancel(1) + bench.wait(milliseconds: 1000)
            #expect(ended.story == ["orderStatus 1 PendingCancel", "orderStatus 1 Cancelled", "error 1 202"])
        }
    }

    @Test(arguments: [OrderType.market, .marketToLimit, .marketOnClose, .limitOnClose], [OrderAction.buy, .sell])
    func openOrderEchoesTheType(type: OrderType, action: OrderAction) throws {
        var bench = Bench.punctual()
        let told = bench.place(Self.request(type, action, .day)) + bench.wait(milliseconds: 1000)
        #expect(told.terms.first?.orderType == type)
        #expect(told.permIDs.allSatisfy { $0 == told.permIDs.first && $0 != 0 })
    }

    /// Each message of a rich order survives its way over the wire in text.
    @Test func everyReportCanBeWritten() throws {
        for type in [OrderType.trail, .trailLimit, .relative, .midPrice, .limitIfTouched] {
            var bench = Bench.punctual()
            var request = Self.request(type, .sell, .goodTillDate)
            request.order.allOrNone = true
            request.order.goodAfterTime = "20260105 10:00:01 US/Eastern"
            let told = bench.place(request) + bench.wait(milliseconds: 5000)
            #expect(!told.isEmpty)
            for message in told { #expect(try Captured.throughWire(message).name == message.name) }
        }
    }

    /// A client that comes back learns everything from open orders, executions and completed orders.
    @Test func reconciliationAfterAReconnect() throws {
        var bench = Bench.punctual()
        _ = bench.place(.order(1)) + bench.place(.order(2, .sell, .trail, stop: 30)) + bench.wait(milliseconds: 2000)
        _ = bench.place(.order(3, .buy, .limit, limit: 150)) + bench.wait(milliseconds: 1000)
        _ = bench.cancel(3) + bench.wait(milliseconds: 1000)
        bench.exchange.disconnect(bench.client, at: bench.exchange.now)
        let again = bench.connect(7, as: 2)
        let open = bench.send(ClientMessage.ReqOpenOrders(), from: again)
        #expect(open.story == ["openOrder 2 PreSubmitted", "orderStatus 2 PreSubmitted trigger", "openOrderEnd"])
        #expect(open.terms.first?.trailStopPrice != nil)
        let executions = bench.send(ClientMessage.ReqExecutions(), from: again)
        #expect(executions.executions.map(\.orderId) == [1] && executions.commissions == [1])
        let completed = bench.send(ClientMessage.ReqCompletedOrders(), from: again).compactMap { message in
            if case .completedOrder(let order) = message { order.orderState.status } else { nil }
        }
        #expect(completed == [.filled, .cancelled])
    }
}
