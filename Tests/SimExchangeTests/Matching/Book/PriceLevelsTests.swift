import Testing

@testable import SimExchange

/// A list that finds orders by price gives what a plain search of all orders gives.
@Suite struct PriceLevelsTests {
    @Test func findsWhatASearchFinds() {
        var random = SeededGenerator(seed: 1).derived("levels")
        var levels = PriceLevels()
        var model: [(place: Int, price: Double)] = []
        for step in 1...3000 {
            if model.isEmpty || random.nextInteger(in: 0...2) > 0 {
                let price = Double(random.nextInteger(in: 0...60)) / 4
                levels.add(step, at: price)
                model.append((step, price))
            } else {
                let removed = model.remove(at: random.nextInteger(in: 0...model.count - 1))
                levels.remove(removed.place, at: removed.price)
            }
            guard step % 7 == 0 else { continue }
            let price = Double(random.nextInteger(in: -1...61)) / 4
            var (low, high): ([Int], [Int]) = ([], [])
            levels.append(upTo: price, to: &low)
            levels.append(from: price, to: &high)
            #expect(low.sorted() == model.filter { $0.price <= price }.map(\.place).sorted())
            #expect(high.sorted() == model.filter { $0.price >= price }.map(\.place).sorted())
            #expect(levels.count == Set(model.map(\.price)).count)
        }
    }

    @Test func whatIsNotThereIsNotRemoved() {
        var levels = PriceLevels()
        levels.add(3, at: 1.5)
        levels.remove(3, at: 1.25)
        levels.remove(4, at: 1.5)
        var places: [Int] = []
        levels.append(upTo: 2, to: &places)
        #expect(places == [3])
        levels.remove(3, at: 1.5)
        #expect(levels.count == 0)
    }
}
