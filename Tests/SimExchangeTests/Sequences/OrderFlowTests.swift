import SimExchange
import TWSWire
import Testing

/// Sequences of orders that no captured frame holds whole: by name, id and status of each message.
@Suite struct OrderFlowTests {
    @Test func modifyOfRestingLimitIsToldTwice() {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        let told = bench.place(.order(1, .buy, .limit, limit: 181)) + bench.wait(milliseconds: 1000)
        #expect(
            told.story == [
                "openOrder 1 Submitted", "orderStatus 1 Submitted", "openOrder 1 Submitted", "orderStatus 1 Submitted",
            ]
        )
        #expect(told.limits == [181, 181])
        #expect(bench.exchange.snapshot.openOrders.map(\.limitPrice) == [181])
    }

    @Test func modifyOfStopIsToldTwice() {
        var bench = Bench()
        _ = bench.place(.order(1, .sell, .stop, stop: 100)) + bench.wait(milliseconds: 1000)
        let told = bench.place(.order(1, .sell, .stop, stop: 101)) + bench.wait(milliseconds: 1000)
        let pair = ["openOrder 1 PreSubmitted", "orderStatus 1 PreSubmitted trigger"]
        #expect(told.story == pair + pair)
    }

    @Test func limitModifiedToMarketFills() {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        let told = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        #expect(
            told.story == [
                "openOrder 1 Submitted", "orderStatus 1 Submitted", "openOrder 1 Filled", "orderStatus 1 Filled",
                "execDetails 1 BOT", "openOrder 1 Filled", "orderStatus 1 Filled", "commission",
            ]
        )
        #expect(bench.exchange.snapshot.orders.map(\.status) == [.filled])
    }

    @Test func heldOrderIsSilentUntilSentAgain() {
        var bench = Bench()
        let held = bench.place(.order(1, .buy, .limit, limit: 180) { $0.transmit = false })
        #expect(held.isEmpty && bench.wait(milliseconds: 5000).isEmpty)
        #expect(bench.send(ClientMessage.ReqOpenOrders()).story == ["openOrderEnd"])
        let told = bench.place(.order(1, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        #expect(told.story.last == "orderStatus 1 Submitted")
    }

    @Test func stopIsElectedByTheMarketAndFills() throws {
        var bench = Bench()
        let last = try #require(bench.exchange.market.source.quote(265_598, at: bench.exchange.now)?.last)
        let stop = ((last + 0.5) * 100).rounded() / 100
        let told = bench.place(.order(1, .sell, .stop, stop: stop)) + bench.wait(milliseconds: 1000)
        #expect(
            told.story == [
                "openOrder 1 PreSubmitted", "orderStatus 1 PreSubmitted trigger", "openOrder 1 Submitted",
                "orderStatus 1 Submitted", "execDetails 1 SLD", "openOrder 1 Filled", "orderStatus 1 Filled",
                "openOrder 1 Filled", "orderStatus 1 Filled", "commission",
            ]
        )
    }

    @Test func bigMarketOrderFillsInParts() throws {
        var bench = Bench()
        let told = bench.place(.order(1) { $0.totalQuantity = 4000 }) + bench.wait(milliseconds: 60_000)
        let executions = told.executions
        #expect(executions.count > 1)
        #expect(Set(executions.map(\.execId)).count == executions.count)
        #expect(executions.reduce(ExactDecimal.zero) { $0 + ($1.shares ?? .zero) } == 4000)
        #expect(Set(executions.map(\.time)).count > 1)
        for (index, execution) in executions.enumerated() {
            let sum = executions[...index].reduce(ExactDecimal.zero) { $0 + ($1.shares ?? .zero) }
            #expect(execution.cumQty == sum)
        }
        let partial = ["execDetails 1 BOT", "openOrder 1 Submitted", "orderStatus 1 Submitted", "commission"]
        #expect(Array(told.story.dropFirst(2).prefix(4)) == partial)
        #expect(told.commissions.reduce(0, +) == 20)
    }

    @Test func immediateOrCancelBeyondTheMarketIsCancelledWithoutNotice() {
        var bench = Bench()
        let told =
            bench.place(.order(1, .buy, .limit, limit: 100) { $0.tif = .immediateOrCancel })
            + bench.wait(milliseconds: 1000)
        #expect(told.story == ["openOrder 1 PendingCancel", "orderStatus 1 PendingCancel", "orderStatus 1 Cancelled"])
    }

    @Test func fillOrKillBeyondTheMarketIsInactive() {
        var bench = Bench()
        let told =
            bench.place(.order(1, .buy, .limit, limit: 100) { $0.tif = .fillOrKill }) + bench.wait(milliseconds: 1000)
        #expect(told.story == ["openOrder 1 Inactive", "orderStatus 1 Inactive"])
    }

    @Test func ordersOutliveTheirConnection() {
        var bench = Bench()
        _ = bench.place(.order(4, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        let permID = bench.exchange.snapshot.openOrders.first?.permId
        bench.exchange.disconnect(bench.client, at: bench.exchange.now)
        let again = ConnectionID(2)
        let greeting = bench.exchange.connect(clientId: 7, serverVersion: 200, as: again, at: bench.exchange.now)
        #expect(greeting.contains { $0.message == .nextValidId(.init(orderId: 5)) })
        let told = bench.send(ClientMessage.ReqOpenOrders(), from: again)
        #expect(told.story == ["openOrder 4 Submitted", "orderStatus 4 Submitted", "openOrderEnd"])
        #expect(told.permIDs == [permID])
    }

    @Test func otherClientsSeeAndMayCancel() {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 180)) + bench.wait(milliseconds: 1000)
        let other = bench.connect(8, as: 2)
        #expect(bench.send(ClientMessage.ReqOpenOrders(), from: other).story == ["openOrderEnd"])
        #expect(bench.send(ClientMessage.ReqAllOpenOrders(), from: other).story.count == 3)
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = 1
        _ = bench.send(cancel, from: other)
        let deliveries = bench.exchange.advance(to: bench.exchange.now.adding(seconds: 1))
        for connection in [bench.client, other] {
            let told = deliveries.filter { $0.connection == connection }.map(\.message)
            #expect(told.story == ["orderStatus 1 Cancelled", "error 1 202"])
        }
    }

    @Test func masterClientHearsOfAllOrders() {
        var bench = Bench { $0.masterClientId = 99 }
        let master = bench.connect(99, as: 2)
        _ = bench.place(.order(1))
        let deliveries = bench.exchange.advance(to: bench.exchange.now.adding(seconds: 1))
        let heard = deliveries.filter { $0.connection == master }.map(\.message.name)
        #expect(heard == deliveries.filter { $0.connection == bench.client }.map(\.message.name))
        #expect(heard.contains("execDetails"))
    }
}

extension ServerMessage.NextValidId {
    init(orderId: Int) {
        self.init()
        self.orderId = orderId
    }
}
