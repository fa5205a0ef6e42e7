import TWSWire
import Testing

@testable import SimExchange

/// The plans that befall orders: no-ack, reject-201, hold, double-live-on-modify, 10349.
@Suite struct OrderChaosTests {
    /// 300 resting orders, one after the other.
    private static func orders(_ plans: [ChaosPlan], seed: UInt64 = 1, _ type: OrderType = .limit) -> ChaosBench {
        var bench = ChaosBench(plans, seed: seed)
        for id in 1...300 {
            bench.send(ClientMessage.PlaceOrder.order(id, .buy, type, limit: 10) { $0.totalQuantity = 1 })
            bench.wait(milliseconds: 20)
        }
        bench.wait(milliseconds: 20_000)
        return bench
    }

    private static func named(_ bench: ChaosBench, _ isWanted: (ServerMessage) -> Bool) -> Set<Int> {
        Set(
            bench.log.compactMap(\.output.message).filter(isWanted).compactMap { message in
                switch message {
                case .openOrder(let open): open.orderId
                case .orderStatus(let status): status.orderId
                case .error(let error): error.reqId
                default: nil
                }
            }
        )
    }

    @Test func oneOrderInThreeIsSwallowed() throws {
        var bench = Self.orders([.noAcknowledgement])
        let heard = Self.named(bench) { _ in true }.subtracting([-1])
        #expect((170...230).contains(heard.count))
        #expect(Set(bench.exchange.snapshot.orders.map(\.orderId)) == heard)
        let lost = try #require((1...300).first { !heard.contains($0) })
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = lost
        #expect(bench.send(cancel).codes == [10147])
    }

    @Test func swallowedOrderPassesTheSecondTime() throws {
        var bench = ChaosBench([.noAcknowledgement])
        for id in 1...20 where bench.exchange.snapshot.orders.count == id - 1 {
            bench.send(ClientMessage.PlaceOrder.order(id))
        }
        let id = bench.exchange.snapshot.orders.count + 1
        #expect(bench.send(ClientMessage.PlaceOrder.order(id)).isEmpty)
        #expect(bench.wait(milliseconds: 1000).contains { $0.isStatus(.filled) })
    }

    @Test func oneOrderInThreeIsRefusedAsBySystem() {
        let bench = Self.orders([.rejection])
        let inactive = Self.named(bench) { $0.isStatus(.inactive) }
        #expect((70...130).contains(inactive.count))
        #expect(Self.named(bench) { $0.isError(201) } == inactive)
        #expect(Self.named(bench) { $0.isStatus(.submitted) } == Set(1...300).subtracting(inactive))
        #expect(Set(bench.exchange.snapshot.openOrders.map(\.orderId)) == Set(1...300).subtracting(inactive))
    }

    @Test func oneOrderInThreeIsHeldForLocating() throws {
        let bench = Self.orders([.hold])
        let held = Self.named(bench) { message in
            if case .orderStatus(let status) = message {
                status.whyHeld == "locate" && status.status == .preSubmitted
            } else {
                false
            }
        }
        #expect((70...130).contains(held.count))
        #expect(Self.named(bench) { $0.isStatus(.submitted) } == Set(1...300))
        for id in held {
            let times = bench.times { message in
                if case .orderStatus(let status) = message { status.orderId == id } else { false }
            }
            let (first, last) = (try #require(times.first), try #require(times.last))
            #expect((3000...8000).contains(last - first) && times.count == 3)
        }
    }

    /// Market and stop orders wait as well, and then fill.
    @Test func heldOrdersFillAfterwards() {
        let bench = Self.orders([.hold], .market)
        #expect(bench.exchange.snapshot.orders.allSatisfy { $0.status == .filled })
        let delays = bench.times { $0.isExecution }
        #expect(delays.count == 300 && (delays.last ?? 0) > 300 * 20 + 500)
        var stop = ChaosBench([.hold], seed: 1)
        for id in 1...10 { stop.send(ClientMessage.PlaceOrder.order(id, .buy, .stop, stop: 1)) }
        let told = stop.wait(milliseconds: 20_000)
        #expect(told.story.contains { $0.hasSuffix("PreSubmitted locate,trigger") })
        #expect(stop.exchange.snapshot.orders.allSatisfy { $0.status == .filled })
    }

    @Test func firstModifyLeavesTwoLiveOrders() throws {
        var bench = ChaosBench([.doubleLiveOnModify])
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 10))
        bench.wait(milliseconds: 1000)
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 11))
        let told = bench.wait(milliseconds: 1000)
        let open = bench.exchange.snapshot.openOrders
        #expect(open.map(\.orderId) == [1, 1] && open.map(\.limitPrice) == [10, 11])
        #expect(Set(open.map(\.permId)).count == 2 && Set(told.permIDs) == [open[1].permId])
        #expect(bench.send(ClientMessage.ReqOpenOrders()).permIDs == open.map(\.permId))
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 12))
        bench.wait(milliseconds: 1000)
        #expect(bench.exchange.snapshot.openOrders.map(\.limitPrice) == [10, 12])
    }

    /// A cancel takes one of the two, a second one the other.
    @Test func eachCancelTakesOneOfTheTwo() {
        var bench = ChaosBench([.doubleLiveOnModify])
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 10))
        bench.wait(milliseconds: 1000)
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 11))
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = 1
        for rest in [[10], []] as [[Double?]] {
            bench.wait(milliseconds: 1000)
            bench.send(cancel)
            #expect(bench.wait(milliseconds: 1000).codes == [202])
            #expect(bench.exchange.snapshot.openOrders.map(\.limitPrice) == rest)
        }
        #expect(bench.send(cancel).codes == [10148])
    }

    /// A change of the side is refused as without the plan.
    @Test func wrongModifyIsStillRefused() {
        var bench = ChaosBench([.doubleLiveOnModify])
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 10))
        bench.wait(milliseconds: 1000)
        #expect(bench.send(ClientMessage.PlaceOrder.order(1, .sell, .limit, limit: 10)).codes == [105])
        #expect(bench.exchange.snapshot.orders.count == 1)
    }

    @Test func presetNoticeComesOnceToALiveDayOrder() {
        var bench = ChaosBench([.presetNotice])
        bench.connect(8, as: 2)
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 10))
        bench.send(ClientMessage.PlaceOrder.order(2, .buy, .limit, limit: 10) { $0.tif = .goodTillCancelled })
        let told = bench.wait(milliseconds: 5000)
        #expect(told.story.prefix(3) == ["openOrder 1 PreSubmitted", "orderStatus 1 PreSubmitted", "error 1 10349"])
        #expect(told.codes == [10349] && bench.times(to: 2) { $0.isError(10349) }.isEmpty)
        #expect(bench.send(ClientMessage.ReqOpenOrders()).codes.isEmpty)
        #expect(bench.exchange.snapshot.openOrders.map(\.status) == [.submitted, .submitted])
    }
}
