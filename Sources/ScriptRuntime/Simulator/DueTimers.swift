internal import HeapModule
internal import SimExchange

/// Timers in the order in which they are due; at the same instant, in the order in which they were started.
struct DueTimers {
    private struct Place: Comparable {
        let due: ExchangeInstant
        let number: Int

        static func < (left: Place, right: Place) -> Bool { (left.due, left.number) < (right.due, right.number) }
    }

    private var places = Heap<Place>()
    private var actions: [Int: () -> Void] = [:]
    private var made = 0

    /// When the first one is due; `nil` if there is none.
    private(set) var nextDue: ExchangeInstant?
    /// The number of the timer started last; 0 before the first.
    var lastStarted: Int { made }

    /// Starts a timer and returns its number.
    mutating func start(at due: ExchangeInstant, _ action: @escaping () -> Void) -> Int {
        made += 1
        actions[made] = action
        places.insert(Place(due: due, number: made))
        weed()
        return made
    }

    /// Cancels a timer.
    mutating func cancel(_ number: Int) {
        guard actions.removeValue(forKey: number) != nil else { return }
        weed()
    }

    /// Cancels all timers.
    mutating func cancelAll() {
        actions = [:]
        weed()
    }

    /// Removes and returns the first timer if it was started no later than the one with this number.
    mutating func popFirst(startedBy number: Int = .max) -> (due: ExchangeInstant, action: () -> Void)? {
        guard let first = places.min, first.number <= number else { return nil }
        places.removeMin()
        guard let action = actions.removeValue(forKey: first.number) else { return nil }
        weed()
        return (first.due, action)
    }

    /// Drops cancelled timers: those in front, and all of them once they are the majority.
    private mutating func weed() {
        if places.count > 64, places.count > 2 * actions.count {
            places = Heap(places.unordered.filter { actions[$0.number] != nil })
        }
        while let first = places.min, actions[first.number] == nil { places.removeMin() }
        nextDue = places.min?.due
    }
}
