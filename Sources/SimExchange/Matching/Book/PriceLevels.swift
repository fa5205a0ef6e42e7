/// Places of orders by a price at which the market touches them, the lowest price first.
///
/// A lookup costs the levels that are touched, whatever the others are; adding and removing cost a search.
struct PriceLevels: Sendable {
    private struct Level: Sendable {
        let price: Double
        /// Rising.
        var places: [Int]
    }

    private var levels: [Level] = []

    /// How many prices there are.
    var count: Int { levels.count }

    /// Adds an order at a price, once.
    mutating func add(_ place: Int, at price: Double) {
        let index = firstIndex(notBelow: price)
        guard index < levels.count, levels[index].price == price else {
            levels.insert(Level(price: price, places: [place]), at: index)
            return
        }
        let position = levels[index].places.firstPosition(notBelow: place)
        levels[index].places.insert(place, at: position)
    }

    /// Removes an order from a price at which it was added.
    mutating func remove(_ place: Int, at price: Double) {
        let index = firstIndex(notBelow: price)
        guard index < levels.count, levels[index].price == price else { return }
        let position = levels[index].places.firstPosition(notBelow: place)
        guard position < levels[index].places.count, levels[index].places[position] == place else { return }
        levels[index].places.remove(at: position)
        if levels[index].places.isEmpty { levels.remove(at: index) }
    }

    /// Appends the places of all orders at prices up to one, that one included.
    func append(upTo price: Double, to places: inout [Int]) {
        for level in levels {
            guard level.price <= price else { return }
            places += level.places
        }
    }

    /// Appends the places of all orders at prices from one on, that one included.
    func append(from price: Double, to places: inout [Int]) {
        for level in levels.reversed() {
            guard level.price >= price else { return }
            places += level.places
        }
    }

    private func firstIndex(notBelow price: Double) -> Int {
        var (low, high) = (0, levels.count)
        while low < high {
            let middle = (low + high) / 2
            if levels[middle].price < price { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension [Int] {
    /// The first position in a rising list at which a number is not below another.
    func firstPosition(notBelow number: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Removes a number from a rising list.
    mutating func removeSorted(_ number: Int) {
        let position = firstPosition(notBelow: number)
        if position < count, self[position] == number { remove(at: position) }
    }

    /// Adds a number to a rising list, once.
    mutating func insertSorted(_ number: Int) {
        let position = firstPosition(notBelow: number)
        if position == count || self[position] != number { insert(number, at: position) }
    }
}
