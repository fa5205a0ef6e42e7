/// Elements in order of arrival, each found and removed by its number without examining the others.
struct Roster<Element> {
    private var elements: [Element?] = []
    /// The numbers of `elements`; they ascend, so an index is found by binary search.
    private var numbers: [Int] = []
    private var last = 0
    /// The number of elements.
    private(set) var count = 0

    /// Whether there are no elements.
    var isEmpty: Bool { count == 0 }

    /// Adds an element; returns its number.
    mutating func add(_ element: Element) -> Int {
        last += 1
        elements.append(element)
        numbers.append(last)
        count += 1
        return last
    }

    /// Removes and returns an element; `nil` if it is not present.
    @discardableResult
    mutating func remove(_ number: Int) -> Element? {
        guard let place = place(of: number), let element = elements[place] else { return nil }
        elements[place] = nil
        count -= 1
        if count * 2 < elements.count { close() }
        return element
    }

    /// The elements present, in order.
    var all: [Element] { elements.compactMap { $0 } }

    /// Removes all matching elements.
    mutating func removeAll(where fits: (Element) -> Bool) {
        for place in elements.indices {
            guard let element = elements[place], fits(element) else { continue }
            elements[place] = nil
            count -= 1
        }
        close()
    }

    private func place(of number: Int) -> Int? {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = low + (high - low) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number ? low : nil
    }

    /// Closes the gaps; as many elements were removed as are moved, so each removal pays for one move.
    private mutating func close() {
        let kept = elements.indices.filter { elements[$0] != nil }
        elements = kept.map { elements[$0] }
        numbers = kept.map { numbers[$0] }
    }
}
