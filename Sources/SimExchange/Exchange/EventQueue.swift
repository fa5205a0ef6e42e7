internal import HeapModule

/// Work that waits for its time, earliest first; work of the same instant in the order it was added.
struct EventQueue: Sendable {
    struct Entry: Comparable, Sendable {
        let time: ExchangeInstant
        let number: Int
        let event: ExchangeEvent

        static func < (left: Entry, right: Entry) -> Bool { (left.time, left.number) < (right.time, right.number) }

        static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
    }

    private var heap = Heap<Entry>()
    /// How much work was ever added.
    var added = 0
    /// What has come and gone since it was last taken, of the work that is kept; `nil` if nobody wants to know.
    private var log: Log?

    private struct Log: Sendable {
        var added: [Int: Entry] = [:]
        var ended: [Int] = []
    }

    /// Time of the earliest work.
    var nextTime: ExchangeInstant? { heap.min?.time }

    /// Adds work for `time`.
    mutating func add(_ event: ExchangeEvent, at time: ExchangeInstant) {
        let entry = Entry(time: time, number: added, event: event)
        heap.insert(entry)
        added += 1
        if event.isKept { log?.added[entry.number] = entry }
    }

    /// Takes the earliest work if it is due at `time`.
    mutating func next(dueAt time: ExchangeInstant) -> ExchangeEvent? {
        guard let first = heap.min, first.time <= time else { return nil }
        heap.removeMin()
        if log != nil, log?.added.removeValue(forKey: first.number) == nil, first.event.isKept {
            log?.ended.append(first.number)
        }
        return first.event
    }

    /// Takes the earliest work out if it is the clock of a query for bars, and nobody wants to know what comes and goes.
    mutating func takeBarClock() -> Entry? {
        guard log == nil, let first = heap.min, case .timer(let timer) = first.event, timer.kind == .historicalBars
        else {
            return nil
        }
        heap.removeMin()
        return first
    }

    /// All work that waits, in the order it was added.
    var pending: [Entry] { heap.unordered.sorted { $0.number < $1.number } }

    /// Adds work again under the number it had.
    mutating func restore(_ event: ExchangeEvent, at time: ExchangeInstant, number: Int) {
        heap.insert(Entry(time: time, number: number, event: event))
    }

    /// Begins to note what comes and goes.
    mutating func beginLog() { log = Log() }

    /// What has come and still waits, and the numbers of what has gone, since the last call.
    mutating func takeLog() -> (added: [Entry], ended: [Int]) {
        guard let taken = log else { return ([], []) }
        if !taken.added.isEmpty || !taken.ended.isEmpty { log = Log() }
        return (taken.added.values.sorted { $0.number < $1.number }, taken.ended)
    }
}
