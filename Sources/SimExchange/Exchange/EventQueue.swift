/// Work that waits for its time, earliest first; work of the same instant in the order it was added.
struct EventQueue: Sendable {
    private struct Entry: Sendable {
        let time: ExchangeInstant
        let number: Int
        let event: ExchangeEvent

        func isBefore(_ other: Entry) -> Bool {
            (time, number) < (other.time, other.number)
        }
    }

    private var heap = Heap<Entry>(isBefore: { $0.isBefore($1) })
    private var added = 0

    /// Time of the earliest work.
    var nextTime: ExchangeInstant? { heap.first?.time }

    /// Adds work for `time`.
    mutating func add(_ event: ExchangeEvent, at time: ExchangeInstant) {
        heap.add(Entry(time: time, number: added, event: event))
        added += 1
    }

    /// Takes the earliest work if it is due at `time`.
    mutating func next(dueAt time: ExchangeInstant) -> ExchangeEvent? {
        guard let first = heap.first, first.time <= time else { return nil }
        heap.removeFirst()
        return first.event
    }
}
