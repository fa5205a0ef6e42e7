import Testing

@testable import SimExchange

/// Trailing orders that share a best price are where each would be that minds its stop alone.
@Suite struct TrailFollowersTests {
    /// An order that keeps its own stop.
    private struct Lone {
        let place: Int
        let distance: Double
        var stop: Double
    }

    @Test(arguments: [true, false], [true, false])
    func stopsAreThoseOfLoneOrders(isBuy: Bool, isPercent: Bool) throws {
        let rule = TrailRule(isBuy: isBuy, isPercent: isPercent, prices: .usStocks)
        var followers = TrailFollowers(TrailTouch.Kind(series: .bid, rule: rule))
        var random = SeededGenerator(seed: 9).derived("trails \(isBuy) \(isPercent)")
        var lone: [Lone] = []
        var price = 190.0
        var (met, moved) = (0, 0)
        for step in 1...4000 {
            if random.nextInteger(in: 0...3) == 0 {
                let distance = Double(random.nextInteger(in: 1...200)) / (isPercent ? 100 : 50)
                followers.add(step, distance: distance, best: price)
                lone.append(Lone(place: step, distance: distance, stop: rule.stop(distance, from: price)))
            } else if !lone.isEmpty, random.nextInteger(in: 0...5) == 0 {
                let gone = lone.remove(at: random.nextInteger(in: 0...lone.count - 1))
                followers.remove(gone.place, distance: gone.distance)
                #expect(followers.best(of: gone.place) == nil)
            }
            price = cents(price + Double(random.nextInteger(in: -9...9)) / 100)
            var touched: [Int] = []
            followers.follow(price, to: &touched)
            let reached = lone.filter { isBuy ? price >= $0.stop : price <= $0.stop }
            #expect(touched.sorted() == reached.map(\.place).sorted(), "step \(step)")
            var changed: Set<Int> = []
            for index in lone.indices where !reached.contains(where: { $0.place == lone[index].place }) {
                let stop = rule.stop(lone[index].distance, from: price)
                guard isBuy ? stop < lone[index].stop : stop > lone[index].stop else { continue }
                lone[index].stop = stop
                changed.insert(lone[index].place)
            }
            #expect(changed.isSubset(of: Set(followers.takeMoved())))
            for order in reached {
                followers.remove(order.place, distance: order.distance)
                lone.removeAll { $0.place == order.place }
            }
            for order in lone {
                let best = try #require(followers.best(of: order.place))
                #expect(rule.stop(order.distance, from: best) == order.stop)
            }
            (met, moved) = (met + reached.count, moved + changed.count)
        }
        #expect(met > 100 && moved > 1000)
    }
}
