import TWSWire
import Testing

@testable import SimExchange

/// An order that a market does not touch is one whose matching does nothing; so no order is missed.
@Suite struct TouchTests {
    private static let types: [OrderType] = [
        .market, .limit, .stop, .stopLimit, .trail, .trailLimit, .marketIfTouched, .limitIfTouched, .marketToLimit,
        .midPrice, .pegMid, .relative,
    ]

    /// Random orders of every type, trigger method and profile on a random walk of quotes: at each step every order is
    /// matched, and those that were not among the touched must be as they were.
    @Test(arguments: FillProfile.allCases)
    func untouchedOrdersStayAsTheyAre(_ profile: FillProfile) throws {
        var random = SeededGenerator(seed: 4).derived("touch")
        var table = MatchingTable(profile)
        for _ in 1...120 { try table.place(Self.order(&random, around: table.middle)) }
        var (skipped, actions) = (0, 0)
        for step in 1...400 {
            table.move(ticks: random.nextInteger(in: -4...4), trades: random.nextInteger(in: 0...2) > 0)
            let touched = Set(table.touched())
            for place in table.book.orders.indices {
                let before = table.book.orders[place]
                let told = table.match(place)
                actions += told.count
                guard !touched.contains(place) else { continue }
                skipped += 1
                let after = table.book.orders[place]
                #expect(told.isEmpty && before.trace == after.trace, "step \(step), order \(place)")
            }
        }
        #expect(skipped > 10_000 && actions > 100)
    }

    private static func order(_ random: inout SeededGenerator, around middle: Double) -> Order {
        var order = Order()
        order.orderType = types[random.nextInteger(in: 0...types.count - 1)]
        order.action = random.nextInteger(in: 0...1) == 0 ? .buy : .sell
        order.totalQuantity = ExactDecimal(random.nextInteger(in: 1...40) * 100)
        order.triggerMethod = [0, 1, 2, 3, 4, 7, 8][random.nextInteger(in: 0...6)]
        func near() -> Double { cents(middle + Double(random.nextInteger(in: -60...60)) / 100) }
        (order.lmtPrice, order.auxPrice) = (near(), near())
        switch order.orderType {
        case .trail, .trailLimit:
            order.auxPrice = Double(random.nextInteger(in: 1...30)) / 100
            if random.nextInteger(in: 0...1) == 0 { (order.auxPrice, order.trailingPercent) = (nil, 0.3) }
            if order.orderType == .trailLimit { (order.lmtPrice, order.lmtPriceOffset) = (nil, 0.02) }
        case .relative, .pegMid, .midPrice: (order.auxPrice, order.lmtPrice) = (0.01, nil)
        default: break
        }
        return order
    }

    /// Limits far away are not touched, whatever their number; a quote that reaches one touches that one.
    @Test func aQuoteTouchesOnlyWhatItReaches() throws {
        var table = MatchingTable(.paperIB)
        for number in 1...500 {
            var order = Order()
            (order.action, order.orderType, order.totalQuantity) = (.buy, .limit, 100)
            order.lmtPrice = cents(table.middle - 1 - Double(number) / 100)
            try table.place(order)
        }
        for place in table.book.orders.indices { #expect(table.match(place).isEmpty) }
        #expect(table.touched() == [])
        table.move(ticks: -103, trades: false)
        let limits = table.touched().compactMap { table.book.orders[$0].limit }
        #expect(limits.count > 1 && limits.count < 5 && limits.allSatisfy { $0 >= table.quote.ask })
    }
}

extension SimulatedOrder {
    /// What matching may change of an order.
    fileprivate var trace: [AnyHashable] {
        [terms, progress]
    }
}
