import SimExchange
import TWSWire
import Testing

/// New terms and cancels in every state of an order.
@Suite struct ModifyAndCancelTests {
    private static func resting(_ limit: Double = 150, _ size: ExactDecimal = 100) -> ClientMessage.PlaceOrder {
        .order(1, .buy, .limit, limit: limit) { $0.totalQuantity = size }
    }

    @Test func newTermsOfAnOrderOnItsWayComeAfterIt() {
        var bench = Bench.punctual()
        let told = bench.place(Self.resting(150)) + bench.place(Self.resting(151)) + bench.wait(milliseconds: 1000)
        #expect(told.limits.first == 150 && told.limits.last == 151)
        #expect(bench.status(1) == .submitted)
    }

    @Test func sizeOfAPartlyFilledOrderCountsWhatIsFilled() throws {
        var bench = Bench.punctual()
        let quote = bench.book(at: bench.arrival)
        let size = Int(quote.askSize)
        let first = bench.place(Self.resting(quote.ask, ExactDecimal(size * 2))) + bench.wait(milliseconds: 160)
        #expect(first.executions.map(\.shares) == [ExactDecimal(size)])
        #expect(bench.place(Self.resting(quote.ask, ExactDecimal(size))).codes == [321], "not above what is filled")
        _ = bench.place(Self.resting(150, ExactDecimal(size + 10))) + bench.wait(milliseconds: 1000)
        let order = try #require(bench.exchange.snapshot.orders.first)
        #expect(order.totalQuantity == ExactDecimal(size + 10) && order.filled == ExactDecimal(size))
        #expect(order.status == .submitted)
    }

    @Test func typeMayChangeWhileItWaits() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1, .sell, .stop, stop: 100)) + bench.wait(milliseconds: 1000)
        let told = bench.place(.order(1, .sell, .limit, limit: 250)) + bench.wait(milliseconds: 1000)
        #expect(told.story.last == "orderStatus 1 Submitted" && told.limits.last == 250)
    }

    @Test func pendingCancelTakesNoNewTerms() {
        var bench = Bench.punctual()
        _ = bench.place(Self.resting()) + bench.wait(milliseconds: 1000) + bench.cancel(1)
        #expect(bench.place(Self.resting(151)).codes == [2102])
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.status(1) == .cancelled)
    }

    @Test func filledOrderIgnoresNewTerms() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        #expect((bench.place(Self.resting()) + bench.wait(milliseconds: 1000)).isEmpty)
        #expect(bench.status(1) == .filled)
    }

    @Test func cancelOfAnOrderOnItsWayArrivesAfterIt() {
        var bench = Bench.punctual()
        let told = bench.place(Self.resting()) + bench.cancel(1) + bench.wait(milliseconds: 1000)
        #expect(told.story.suffix(2) == ["orderStatus 1 Cancelled", "error 1 202"])
        #expect(bench.status(1) == .cancelled)
    }

    /// The order fills while the cancel is on its way.
    @Test func fillBeforeTheCancelArrivesWins() {
        var bench = Bench.punctual()
        let told =
            bench.place(.order(1)) + bench.wait(milliseconds: 120) + bench.cancel(1) + bench.wait(milliseconds: 1000)
        #expect(told.story.contains("orderStatus 1 PendingCancel") && told.story.contains("orderStatus 1 Filled"))
        #expect(!told.codes.contains(202) && bench.status(1) == .filled)
        #expect(bench.cancel(1).codes == [10148])
    }

    @Test func heldOrderEndsAtOnceAndSilentlyKeepsItsId() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1, .buy, .limit, limit: 150) { $0.transmit = false })
        let told = bench.cancel(1) + bench.wait(milliseconds: 1000)
        #expect(told.story == ["orderStatus 1 Cancelled", "error 1 202"])
        #expect(bench.place(Self.resting()).codes == [103])
    }

    @Test(arguments: [
        ClientMessage.PlaceOrder.order(1, .sell, .trail, stop: 20), .order(1, .sell, .stop, stop: 100),
        .order(1, .buy, .relative, limit: 150, stop: 0),
        .order(1) { $0.goodAfterTime = "20260105 12:00:00 US/Eastern" },
        .order(1) { $0.tif = .opening }, .order(1, .buy, .midPrice, limit: 150),
    ])
    func waitingOrdersOfEveryKindCanBeCancelled(request: ClientMessage.PlaceOrder) {
        var bench = Bench.punctual()
        _ = bench.place(request) + bench.wait(milliseconds: 1000)
        let told = bench.cancel(1) + bench.wait(milliseconds: 1000)
        #expect(told.story == ["orderStatus 1 PendingCancel", "orderStatus 1 Cancelled", "error 1 202"])
        #expect(bench.wait(milliseconds: 10_000_000).story.isEmpty)
    }

    @Test func globalCancelEndsWhatWaitsToo() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1, .sell, .trail, stop: 20)) + bench.place(.order(2) { $0.tif = .opening })
        _ = bench.place(.order(3, .buy, .marketOnClose)) + bench.wait(milliseconds: 1000)
        _ = bench.send(ClientMessage.ReqGlobalCancel()) + bench.wait(milliseconds: 1000)
        #expect([1, 2, 3].map(bench.status) == [.cancelled, .cancelled, .cancelled])
    }

    @Test func orderIdsAndPermIdsOutliveTheConnection() throws {
        var bench = Bench.punctual()
        _ =
            bench.place(.order(6, .buy, .limit, limit: 150) { $0.tif = .goodTillCancelled })
            + bench.wait(milliseconds: 1000)
        let permID = bench.exchange.snapshot.openOrders.first?.permId
        bench.exchange.disconnect(bench.client, at: bench.exchange.now)
        _ = bench.wait(milliseconds: 86_400_000)
        let again = bench.connect(7, as: 2)
        #expect(bench.send(ClientMessage.ReqOpenOrders(), from: again).permIDs == [permID])
        #expect(bench.send(ClientMessage.PlaceOrder.order(6, .buy, .limit, limit: 151), from: again).isEmpty)
        #expect(bench.send(ClientMessage.PlaceOrder.order(5), from: again).codes == [103])
    }
}
