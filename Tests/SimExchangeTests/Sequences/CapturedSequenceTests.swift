import SimExchange
import TWSWire
import Testing

/// The exchange's messages decode to the fields of the captured ones, but for ids, times and fill prices.
@Suite struct CapturedSequenceTests {
    @Test func marketOrderFills() throws {
        var bench = Bench()
        let told = bench.send(ClientMessage.PlaceOrder.order(1)) + bench.wait(milliseconds: 1000)
        try expect(told, sameAs: CapturedFrames.marketOrder)
    }

    @Test func limitOrderRestsAndIsCancelled() throws {
        var bench = Bench()
        var told =
            bench.send(ClientMessage.PlaceOrder.order(2, .buy, .limit, limit: 187.25)) + bench.wait(milliseconds: 1000)
        told += bench.cancel(2) + bench.wait(milliseconds: 1000)
        try expect(told, sameAs: CapturedFrames.limitOrderCancelled)
    }

    @Test func stopOrderWaitsAndIsToldTwice() throws {
        var bench = Bench()
        let told =
            bench.send(ClientMessage.PlaceOrder.order(8, .sell, .stop, stop: 100)) + bench.wait(milliseconds: 1000)
        try expect(Array(told.prefix(2)), sameAs: CapturedFrames.stopOrder)
        #expect(
            told.story
                == Array(repeating: ["openOrder 8 PreSubmitted", "orderStatus 8 PreSubmitted trigger"], count: 2)
                .flatMap { $0 }
        )
        guard case .openOrder(let second) = told[2] else { throw Missing() }
        #expect(second.order.lmtPrice == nil)
    }

    @Test func bracketIsSilentUntilTransmitted() throws {
        var bench = Bench()
        let parent = bench.send(ClientMessage.PlaceOrder.order(5, .buy, .limit, limit: 187.25) { $0.transmit = false })
        let target = bench.send(
            ClientMessage.PlaceOrder.order(6, .sell, .limit, limit: 500) { ($0.parentId, $0.transmit) = (5, false) }
        )
        #expect(parent.isEmpty && target.isEmpty && bench.wait(milliseconds: 2000).isEmpty)
        let told =
            bench.send(ClientMessage.PlaceOrder.order(7, .sell, .stop, stop: 100) { $0.parentId = 5 })
            + bench.wait(milliseconds: 1000)
        try expect(told, sameAs: CapturedFrames.bracket)
    }

    @Test func rejectionByMargin() throws {
        var bench = Bench()
        let told =
            bench.send(ClientMessage.PlaceOrder.order(3, .buy, .limit, limit: 187.25) { $0.totalQuantity = 1_000_000 })
            + bench.wait(milliseconds: 1000)
        try expect(told, sameAs: CapturedFrames.rejected)
    }

    @Test func invalidType() throws {
        var bench = Bench()
        try expect(
            bench.send(ClientMessage.PlaceOrder.order(9, .buy, OrderType("WRONG"))),
            sameAs: CapturedFrames.invalidType
        )
    }

    @Test func cancelOfFilledOrder() throws {
        var bench = Bench()
        _ = bench.send(ClientMessage.PlaceOrder.order(1)) + bench.wait(milliseconds: 1000)
        let told = bench.cancel(1)
        let expected = try Captured.comparable(Captured.messages(CapturedFrames.cancelOfFilled))
        #expect(try Captured.comparable(told) == expected)
    }

    @Test func openOrdersAndExecutionsOnRequest() throws {
        var bench = Bench()
        _ = bench.send(ClientMessage.PlaceOrder.order(1)) + bench.wait(milliseconds: 1000)
        _ = bench.send(ClientMessage.PlaceOrder.order(2, .buy, .limit, limit: 187.25)) + bench.wait(milliseconds: 1000)
        try expect(bench.send(ClientMessage.ReqOpenOrders()), sameAs: CapturedFrames.openOrders)
        var request = ClientMessage.ReqExecutions()
        request.reqId = 1005
        try expect(bench.send(request), sameAs: CapturedFrames.executions)
    }

    @Test func previewTellsMargins() throws {
        var bench = Bench()
        let told = bench.send(ClientMessage.PlaceOrder.order(4) { $0.whatIf = true }) + bench.wait(milliseconds: 1000)
        let captured = try Captured.messages(CapturedFrames.preview)
        guard case .openOrder(let mine)? = told.first, case .openOrder(var expected)? = captured.first, told.count == 1
        else { throw Missing() }
        expected.orderState = mine.orderState
        #expect(try Captured.comparable([.openOrder(mine)]) == Captured.comparable([.openOrder(expected)]))
        let state = mine.orderState
        #expect(state.status == .preSubmitted && state.equityWithLoanBefore == 1_000_000)
        #expect(state.initMarginBefore == 0 && state.commissionAndFees == 1)
        #expect(try abs(#require(state.initMarginChange) - 9500) < 20)
        #expect(try abs(#require(state.maintMarginChange) - 4750) < 10)
        #expect(state.equityWithLoanAfter == 999_999)
        #expect(bench.exchange.snapshot.orders.isEmpty)
    }

    @Test func connecting() throws {
        var exchange = SimExchange()
        let told = exchange.connect(clientId: 7, serverVersion: 200, as: ConnectionID(1), at: exchange.now)
        let captured = try Captured.messages(CapturedFrames.connect)
        #expect(told.map(\.message.name) == captured.map(\.name))
        #expect(told.map(\.message).story == captured.story)
    }

    private func expect(_ told: [ServerMessage], sameAs scenario: [String]) throws {
        let told = try Captured.comparable(told)
        let expected = try Captured.comparable(Captured.messages(scenario))
        #expect(told.story == expected.story)
        for (mine, captured) in zip(told, expected) where mine != captured {
            for (index, field) in type(of: mine.payload).fields.enumerated() {
                let (left, right) = (mine.payload.value(at: index), captured.payload.value(at: index))
                #expect("\(left)" == "\(right)", "\(mine.name).\(field.name)")
            }
        }
    }

    private struct Missing: Error {}
}
