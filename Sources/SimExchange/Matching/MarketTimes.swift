/// When the followed instruments change next, earliest first.
struct MarketTimes: Sendable {
    private struct Entry: Sendable {
        let time: ExchangeInstant
        let conID: Int
        let generation: Int

        func isBefore(_ other: Entry) -> Bool {
            (time, conID) < (other.time, other.conID)
        }
    }

    private var heap = Heap<Entry>(isBefore: { $0.isBefore($1) })

    /// The earliest time; it may be that of an instrument that is followed no more.
    var next: ExchangeInstant? { heap.first?.time }

    /// Adds the time of an instrument's next change, under the generation of its watch.
    mutating func add(_ time: ExchangeInstant, _ conID: Int, generation: Int) {
        heap.add(Entry(time: time, conID: conID, generation: generation))
    }

    /// Takes the earliest time that is due.
    mutating func take(dueAt time: ExchangeInstant) -> (conID: Int, generation: Int)? {
        guard let first = heap.first, first.time <= time else { return nil }
        heap.removeFirst()
        return (first.conID, first.generation)
    }
}
