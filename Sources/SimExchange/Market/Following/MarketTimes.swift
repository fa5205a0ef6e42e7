internal import HeapModule

/// When the followed instruments change next, earliest first.
struct MarketTimes: Sendable {
    private struct Entry: Comparable, Sendable {
        let time: ExchangeInstant
        let conID: Int
        let generation: Int

        static func < (left: Entry, right: Entry) -> Bool {
            (left.time, left.conID, left.generation) < (right.time, right.conID, right.generation)
        }
    }

    private var heap = Heap<Entry>()

    /// The earliest time; it may belong to an instrument that is no longer followed.
    var next: ExchangeInstant? { heap.min?.time }

    /// Adds the time of an instrument's next change, with the generation of its watch.
    mutating func add(_ time: ExchangeInstant, _ conID: Int, generation: Int) {
        heap.insert(Entry(time: time, conID: conID, generation: generation))
    }

    /// Takes the earliest time that is due.
    mutating func take(dueAt time: ExchangeInstant) -> (conID: Int, generation: Int)? {
        guard let first = heap.min, first.time <= time else { return nil }
        heap.removeMin()
        return (first.conID, first.generation)
    }
}
