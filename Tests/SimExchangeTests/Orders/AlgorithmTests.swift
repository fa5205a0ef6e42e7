import SimExchange
import TWSWire
import Testing

/// Adaptive, Twap and Vwap.
@Suite struct AlgorithmTests {
    private static func order(
        _ strategy: String,
        _ parameters: [(String, String)],
        size: ExactDecimal = 1000,
        type: OrderType = .market,
        limit: Double? = nil
    ) -> ClientMessage.PlaceOrder {
        .order(1, .buy, type, limit: limit) { order in
            order.algoStrategy = strategy
            order.totalQuantity = size
            order.algoParams = parameters.map { tag, value in
                var parameter = TagValue()
                (parameter.tag, parameter.value) = (tag, value)
                return parameter
            }
        }
    }

    @Test(arguments: [("Urgent", 1), ("Normal", 5), ("Patient", 15)])
    func adaptiveWaitsByItsPriority(priority: String, seconds: Int64) {
        var bench = Bench.punctual()
        let begin = bench.arrival.adding(seconds: seconds)
        let told =
            bench.place(Self.order("Adaptive", [("adaptivePriority", priority)], size: 10)) + bench.wait(until: begin)
        #expect(told.executions.isEmpty && bench.status(1) == .preSubmitted)
        #expect(bench.wait(milliseconds: 1000).executions.first?.price == bench.book(at: begin).ask)
    }

    /// Ten minutes are 20 slices of 30 seconds: 50 shares each.
    @Test func twapFillsInEqualSlicesOverItsTime() {
        var bench = Bench.punctual()
        let told =
            bench.place(
                Self.order("Twap", [("startTime", "10:05:00 US/Eastern"), ("endTime", "10:15:00 US/Eastern")])
            ) + bench.wait(milliseconds: 299_000)
        #expect(told.executions.isEmpty)
        for slice in 1...20 {
            _ = bench.wait(milliseconds: slice == 1 ? 31_000 : 30_000)
            #expect(bench.exchange.snapshot.orders.first?.filled == ExactDecimal(slice * 50))
        }
        #expect(bench.status(1) == .filled)
    }

    @Test func vwapSlicesDifferAndAddUp() {
        var bench = Bench.punctual()
        _ = bench.place(Self.order("Vwap", [("maxPctVol", "0.1"), ("endTime", "10:10:00 US/Eastern")]))
        _ = bench.wait(milliseconds: 601_000)
        let sizes = bench.exchange.snapshot.executions.map { $0.execution.shares ?? 0 }
        #expect(sizes.reduce(.zero, +) == 1000)
        #expect(sizes.count >= 15 && Set(sizes).count > 5)
    }

    @Test func sameSeedSameSlices() {
        func times(_ seed: UInt64) -> [String] {
            var bench = Bench.punctual(seed: seed)
            _ =
                bench.place(Self.order("Twap", [("endTime", "10:10:00 US/Eastern")]))
                + bench.wait(milliseconds: 601_000)
            return bench.exchange.snapshot.executions.map(\.execution.time)
        }
        #expect(times(3) == times(3))
        #expect(times(3) != times(4))
    }

    @Test(arguments: [(false, OrderStatus.cancelled), (true, .submitted)])
    func restAfterTheEndIsCancelledUnlessItMayPassIt(mayPass: Bool, expected: OrderStatus) {
        var bench = Bench.punctual()
        let parameters = [("endTime", "10:10:00 US/Eastern"), ("allowPastEndTime", mayPass ? "1" : "0")]
        _ = bench.place(Self.order("Twap", parameters, type: .limit, limit: 150)) + bench.wait(milliseconds: 601_000)
        #expect(bench.status(1) == expected)
    }

    @Test(arguments: [
        (439, order("Sniper", [])), (321, order("ArrivalPx", [])), (321, order("DarkIce", [])),
        (443, order("Twap", [("strategyType", "Marketable")])),
        (441, order("Adaptive", [("adaptivePriority", "Lazy")])), (441, order("Twap", [("endTime", "noon")])),
        (441, order("Twap", [("endTime", "09:00:00 US/Eastern")])),
        (442, order("Adaptive", [("adaptivePriority", "Urgent")], type: .marketOnClose)),
    ])
    func refusedAlgorithms(code: Int, request: ClientMessage.PlaceOrder) {
        var bench = Bench()
        #expect(bench.place(request).codes == [code])
    }

    @Test func algorithmCannotBeChanged() {
        var bench = Bench.punctual()
        _ = bench.place(Self.order("Adaptive", [("adaptivePriority", "Patient")])) + bench.wait(milliseconds: 500)
        #expect(bench.place(.order(1)).codes == [440])
    }
}
