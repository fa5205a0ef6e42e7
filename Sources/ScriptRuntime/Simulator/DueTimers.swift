internal import HeapModule
internal import SimExchange

/// Timers in the order in which they are due; at the same instant, in the order in which they were started.
struct DueTimers {
    private struct Place: Comparable {
        let due: ExchangeInstant
        /// How many timers had been started with it.
        let count: Int
        let slot: Int

        static func < (left: Place, right: Place) -> Bool { (left.due, left.count) < (right.due, right.count) }
    }

    /// Where a running timer's action is kept, found by its number without a search.
    private struct Slot {
        /// The count of the running timer; 0 if none is.
        var count = 0
        var action: () -> Void = {}
    }

    private var places = Heap<Place>()
    private var slots: [Slot] = []
    private var free: [Int] = []
    /// The bits of a timer's number that tell its slot; the others tell its count.
    private static let slotBits = 24

    /// When the first one is due; `nil` if there is none.
    private(set) var nextDue: ExchangeInstant?
    /// How many timers have been started.
    private(set) var started = 0

    /// Starts a timer and returns its number.
    mutating func start(at due: ExchangeInstant, _ action: @escaping () -> Void) -> Int {
        started += 1
        let slot = free.popLast() ?? slots.count
        if slot == slots.count { slots.append(Slot()) }
        slots[slot] = Slot(count: started, action: action)
        places.insert(Place(due: due, count: started, slot: slot))
        weed()
        return started << Self.slotBits | slot
    }

    /// Cancels a timer.
    mutating func cancel(_ number: Int) {
        let (count, slot) = (number >> Self.slotBits, number & (1 << Self.slotBits - 1))
        guard slots.indices.contains(slot), slots[slot].count == count else { return }
        _ = empty(slot)
        weed()
    }

    /// Cancels all timers.
    mutating func cancelAll() {
        (slots, free) = ([], [])
        places = Heap()
        nextDue = nil
    }

    /// Removes and returns the first timer if no more than so many had been started with it.
    mutating func popFirst(ofFirst count: Int = .max) -> (due: ExchangeInstant, action: () -> Void)? {
        guard let first = places.min, first.count <= count else { return nil }
        places.removeMin()
        let action = empty(first.slot)
        weed()
        return (first.due, action)
    }

    private mutating func empty(_ slot: Int) -> () -> Void {
        let action = slots[slot].action
        slots[slot] = Slot()
        free.append(slot)
        return action
    }

    private func isRunning(_ place: Place) -> Bool { slots[place.slot].count == place.count }

    /// Drops cancelled timers: those in front, and all of them once they are the majority.
    private mutating func weed() {
        if places.count > 64, places.count > 2 * (slots.count - free.count) {
            places = Heap(places.unordered.filter(isRunning))
        }
        while let first = places.min, !isRunning(first) { places.removeMin() }
        nextDue = places.min?.due
    }
}
