internal import HeapModule

/// The postponed work of effects, earliest first; at the same instant, in the order it was added.
struct WaitingLine: Sendable {
    /// A piece of waiting work.
    enum Work: Sendable {
        /// An output continues with the effect at a place of the row.
        case pass(Outgoing, from: Int)
        /// The effect at a place of the row is called.
        case wake(Int, at: Int)
    }

    private struct Entry: Comparable, Sendable {
        let time: ExchangeInstant
        let number: Int
        let work: Work

        static func < (left: Entry, right: Entry) -> Bool { (left.time, left.number) < (right.time, right.number) }

        static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
    }

    private var heap = Heap<Entry>()
    private var added = 0

    /// The time of the earliest work.
    var nextTime: ExchangeInstant? { heap.min?.time }

    /// Adds work for `time`.
    mutating func add(_ work: Work, at time: ExchangeInstant) {
        heap.insert(Entry(time: time, number: added, work: work))
        added += 1
    }

    /// Takes the earliest work if it is due at `time`.
    mutating func next(dueAt time: ExchangeInstant) -> Work? {
        guard let first = heap.min, first.time <= time else { return nil }
        heap.removeMin()
        return first.work
    }
}
