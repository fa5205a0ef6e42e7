/// The indices of orders by the price at which the market touches them, the lowest price first.
///
/// A lookup costs only the levels that are touched; adding and removing cost a search.
struct PriceLevels: Sendable {
    private struct Level: Sendable {
        let price: Double
        /// Ascending.
        var places: [Int]
    }

    private var levels: [Level] = []

    /// The number of prices.
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

    /// Removes an order from the price at which it was added.
    mutating func remove(_ place: Int, at price: Double) {
        let index = firstIndex(notBelow: price)
        guard index < levels.count, levels[index].price == price else { return }
        let position = levels[index].places.firstPosition(notBelow: place)
        guard position < levels[index].places.count, levels[index].places[position] == place else { return }
        levels[index].places.remove(at: position)
        if levels[index].places.isEmpty { levels.remove(at: index) }
    }

    /// Appends the indices of all orders at prices up to and including one.
    func append(upTo price: Double, to places: inout [Int]) {
        for level in levels {
            guard level.price <= price else { return }
            places += level.places
        }
    }

    /// Appends the indices of all orders at prices from and including one.
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
    /// Returns the first position in an ascending list at which a number is not below another.
    func firstPosition(notBelow number: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Removes a number from an ascending list.
    mutating func removeSorted(_ number: Int) {
        let position = firstPosition(notBelow: number)
        if position < count, self[position] == number { remove(at: position) }
    }

    /// Adds a number to an ascending list, once.
    mutating func insertSorted(_ number: Int) {
        let position = firstPosition(notBelow: number)
        if position == count || self[position] != number { insert(number, at: position) }
    }
}
